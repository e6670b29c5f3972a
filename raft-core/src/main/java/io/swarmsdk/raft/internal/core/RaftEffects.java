package io.swarmsdk.raft.internal.core;

import org.jspecify.annotations.Nullable;

/**
 * Where the core puts its effects. Called on the thread that drives the core; must not call back into it.
 * A send goes now, or waits for a durability token; there is no other order.
 */
public interface RaftEffects {

    /**
     * Write this and make it durable, then say so with {@link RaftCore#durable}. Tokens rise by one; batches become
     * durable in their order.
     */
    void append(long token, AppendBatch batch);

    /** Send; what the message says rests on nothing that is not durable yet. */
    void sendNow(String to, RaftMessage message);

    /** Send once {@code token} is durable; if it never is, never. */
    void sendAfter(long token, String to, RaftMessage message);

    /** These are committed and durable here: contiguous ranges, each index once in the life of a core. */
    void apply(long firstIndex, long lastIndex);

    /** The proposal has an index. It is answered when that index is applied, or aborted. */
    void proposalAppended(long proposalId, long index, long term);

    /** The proposal was not appended and never will be. */
    void proposalRejected(long proposalId, Rejection why);

    /** Leadership ended: for appended proposals from this index on the outcome is unknown. */
    void proposalsAborted(long fromIndexInclusive);

    /** The read is linearizable once {@code readIndex} is applied. */
    void readReady(long readId, long readIndex);

    /** The read cannot be served here. */
    void readRejected(long readId, Rejection why);

    /** This node's role changed, in {@code term}. */
    void roleChanged(Role from, Role to, long term, @Nullable String leader, String reason);

    /** This node learnt who leads {@code term}, or lost its leader (null). */
    void leaderChanged(long term, @Nullable String leader);

    /** The core has stopped for good and ignores all further input. Its storage or its peers cannot be trusted. */
    void fatal(String why);
}
