/** The control loops of a manager, on a store in memory. */
@NullMarked
package io.swarmsdk.benchmarks.scheduler;

import org.jspecify.annotations.NullMarked;
