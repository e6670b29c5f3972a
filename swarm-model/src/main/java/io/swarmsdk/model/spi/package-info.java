/**
 * What the state store asks of its surroundings: one replicated log. {@link io.swarmsdk.model.spi.ReplicatedLog#local()}
 * is the log of a single process; a cluster brings its consensus.
 */
@NullMarked
package io.swarmsdk.model.spi;

import org.jspecify.annotations.NullMarked;
