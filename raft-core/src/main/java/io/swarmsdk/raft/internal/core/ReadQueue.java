package io.swarmsdk.raft.internal.core;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Linearizable reads of one leadership (ReadIndex, section 6.4 of the dissertation). Reads of one turn share a round;
 * a round is confirmed when a majority has answered a message sent after it was opened.
 */
final class ReadQueue {

    private record Round(long number, long readIndex, List<Long> readIds) {}

    private final RaftEffects fx;
    private final ArrayDeque<Round> rounds = new ArrayDeque<>();
    private List<Long> waiting = new ArrayList<>();

    ReadQueue(RaftEffects fx) {
        this.fx = fx;
    }

    void add(long readId) {
        waiting.add(readId);
    }

    boolean hasWaiting() {
        return !waiting.isEmpty();
    }

    /** All waiting reads may see {@code commitIndex}, once round {@code number} is confirmed. */
    void openRound(long number, long commitIndex) {
        rounds.add(new Round(number, commitIndex, waiting));
        waiting = new ArrayList<>();
    }

    /** A majority has answered round {@code number}, and so all before it. */
    void confirm(long number) {
        Round round = rounds.peek();
        while (round != null && round.number <= number) {
            for (long readId : round.readIds) {
                fx.readReady(readId, round.readIndex);
            }
            rounds.remove();
            round = rounds.peek();
        }
    }

    void rejectAll(Rejection why) {
        for (Round round : rounds) {
            round.readIds.forEach(readId -> fx.readRejected(readId, why));
        }
        waiting.forEach(readId -> fx.readRejected(readId, why));
        rounds.clear();
        waiting.clear();
    }
}
