/** The virtual world itself: what a simulated event costs before any protocol does its work. */
@NullMarked
package io.swarmsdk.benchmarks.sim;

import org.jspecify.annotations.NullMarked;
