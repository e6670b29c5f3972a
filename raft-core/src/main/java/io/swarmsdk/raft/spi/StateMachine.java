package io.swarmsdk.raft.spi;

import java.util.List;

/**
 * What the replicated log is for. Every node applies the same commands in the same order, so {@code apply} must be
 * deterministic: no clock, no random numbers, nothing that differs between nodes.
 *
 * <p>All calls come from one thread, the node's apply thread, one after the other. A slow state machine delays
 * replies and reads, never elections or heartbeats. After a restart the log is applied again from its first entry.
 */
public interface StateMachine {
    /**
     * Applies committed commands in log order.
     *
     * <p>An exception stops the node: an entry is never skipped, since the replicas would then differ for good.
     *
     * @param batch at least one entry
     * @return one reply for each entry, in the same order; the proposer gets its own one
     */
    List<byte[]> apply(List<CommittedEntry> batch);

    /**
     * This node leads {@code term} and has applied everything that was committed before its term began, so what it
     * reads from here on is current. Leadership may already be lost again when the call arrives.
     */
    default void caughtUpInTerm(long term) {}
}
