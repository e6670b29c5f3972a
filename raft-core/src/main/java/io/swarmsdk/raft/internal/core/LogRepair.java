package io.swarmsdk.raft.internal.core;

/**
 * Finds where two logs may still agree without comparing them entry by entry over the network: each side skips
 * whole terms that the other cannot have. One round trip per distinct term in the worst case.
 */
final class LogRepair {

    private LogRepair() {}

    /**
     * The largest index at or below {@code index} whose term is at most {@code term}. Terms never fall along a log,
     * so no entry between the answer and {@code index} can be in a log whose entry at {@code index} has {@code term}.
     */
    static long lastNotAfter(Journal journal, long index, long term) {
        long candidate = Math.min(index, journal.lastIndex());
        while (candidate > 0 && journal.termAt(candidate) > term) {
            candidate--;
        }
        return candidate;
    }
}
