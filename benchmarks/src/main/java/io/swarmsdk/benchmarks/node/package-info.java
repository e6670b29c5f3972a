/** A whole node, as a client of its API sees it. */
@NullMarked
package io.swarmsdk.benchmarks.node;

import org.jspecify.annotations.NullMarked;
