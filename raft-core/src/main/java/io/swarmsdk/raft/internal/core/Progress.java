package io.swarmsdk.raft.internal.core;

/**
 * What a leader knows of one follower. While probing, one message at a time looks for the point where the logs meet;
 * while replicating, messages flow without waiting for answers, up to the inflight limit, and {@code next} runs ahead.
 * Invariant: {@code match < next}. A refusal lets {@code next} fall, never below {@code match + 1}.
 */
final class Progress {

    private final Inflight inflight;
    private boolean replicating;
    private boolean probeSent;
    private long match;
    private long next;
    private long ackedRound;
    private long lastContactNanos;
    private long commitTold;
    private long roundTold;

    Progress(long next, int maxInflight, long nowNanos) {
        this.next = next;
        this.inflight = new Inflight(maxInflight);
        this.lastContactNanos = nowNanos;
    }

    long match() {
        return match;
    }

    long next() {
        return next;
    }

    long ackedRound() {
        return ackedRound;
    }

    long silenceNanos(long nowNanos) {
        return nowNanos - lastContactNanos;
    }

    boolean maySendEntries() {
        return replicating ? !inflight.full() : !probeSent;
    }

    /** Whether a message without entries has something to tell: a new round of reads, or a commit. */
    boolean hasNews(long commitIndex, long readRound) {
        return roundTold < readRound || replicating && commitTold < commitIndex && !inflight.full();
    }

    void sentEntries(long lastIndex, long commitIndex) {
        commitTold = commitIndex;
        if (replicating) {
            inflight.add(lastIndex);
            next = lastIndex + 1;
        } else {
            probeSent = true;
        }
    }

    /** Reads count on messages without entries alone: the answers to others wait for the follower's disk. */
    void sentHeartbeat(long commitIndex, long readRound) {
        commitTold = commitIndex;
        roundTold = readRound;
    }

    void answered(long readRound, long nowNanos) {
        lastContactNanos = nowNanos;
        ackedRound = Math.max(ackedRound, readRound);
    }

    /** The follower's log is the leader's up to {@code index}, durably. */
    void accepted(long index) {
        match = Math.max(match, index);
        next = Math.max(next, match + 1);
        inflight.freeUpTo(match);
        if (!replicating) {
            replicating = true;
            probeSent = false;
        }
    }

    /**
     * The follower's log differs at {@code prevIndex}; the logs may meet at {@code meetIndex}. Ignores an answer to
     * anything but the latest probe, and one that was overtaken by an acknowledgement.
     */
    void refused(long prevIndex, long meetIndex) {
        boolean stale = replicating ? prevIndex <= match || prevIndex >= next : prevIndex != next - 1;
        if (stale) {
            return;
        }
        replicating = false;
        probeSent = false;
        inflight.clear();
        next = Math.max(Math.min(prevIndex, meetIndex + 1), match + 1);
    }
}
