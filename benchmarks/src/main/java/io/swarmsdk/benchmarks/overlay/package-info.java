/** The data path of the overlay up to the socket. */
@NullMarked
package io.swarmsdk.benchmarks.overlay;

import org.jspecify.annotations.NullMarked;
