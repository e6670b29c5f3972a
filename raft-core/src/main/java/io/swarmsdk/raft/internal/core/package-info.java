/**
 * The Raft rules and nothing else: no sockets, files, clocks or threads.
 *
 * <p>Enter through {@link io.swarmsdk.raft.internal.core.RaftCore}. An instance belongs to one caller
 * thread, is told the time and what happened, and answers with calls on
 * {@link io.swarmsdk.raft.internal.core.RaftEffects}. What is in memory for a role (progress of the
 * followers, votes received, reads waiting) lives in that role's object and dies with it; the journal
 * owns term, vote and the question what is durable; the small rule classes are pure. Must not depend on
 * Netty, Protobuf or {@code java.util.concurrent}.
 */
@NullMarked
package io.swarmsdk.raft.internal.core;

import org.jspecify.annotations.NullMarked;
