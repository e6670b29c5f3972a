/**
 * The front door of the replicated log: {@link io.swarmsdk.raft.RaftNode}, what it answers and how it fails.
 *
 * <p>Enter through {@link io.swarmsdk.raft.RaftNode#builder()}. What a caller implements is in
 * {@code io.swarmsdk.raft.spi}; everything under {@code internal} is closed. Types here are immutable or safe for
 * any thread; their callbacks run on the node's callback executor, never on a protocol thread.
 */
@NullMarked
package io.swarmsdk.raft;

import org.jspecify.annotations.NullMarked;
