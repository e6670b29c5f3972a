package io.swarmsdk.raft;

import java.util.Optional;

/**
 * What a node knows of itself: an immutable picture, taken at the end of the last turn of its protocol loop.
 *
 * @param id the node
 * @param role its role in {@code term}
 * @param term the current term; 0 before the first election
 * @param leader the leader of the term, where known
 * @param commitIndex the last index known to be committed
 * @param appliedIndex the last index the state machine has applied
 * @param lastIndex the last index in the log, durable or not
 * @param durableIndex the last index that survives a power cut of this node
 * @param counters totals since the start
 */
public record RaftStatus(
        String id,
        RaftRole role,
        long term,
        Optional<String> leader,
        long commitIndex,
        long appliedIndex,
        long lastIndex,
        long durableIndex,
        Counters counters) {

    /**
     * Totals since the node started.
     *
     * @param proposals proposals taken in
     * @param overloads proposals and reads refused because too many were pending
     * @param diskWrites forced writes of the log; many proposals share one
     * @param messagesSent messages handed to peer connections
     * @param messagesReceived messages taken from peers
     * @param messagesDropped messages lost on this node: peer not connected, a full queue, or not parsable
     * @param restoredTailBytes bytes of a torn tail that were cut off when the log was opened
     */
    public record Counters(
            long proposals,
            long overloads,
            long diskWrites,
            long messagesSent,
            long messagesReceived,
            long messagesDropped,
            long restoredTailBytes) {}
}
