package io.swarmsdk.raft.internal.core;

/** The time at which patience ends, drawn anew at each restart from once to twice the election timeout. */
final class ElectionTimer {

    private final long timeoutNanos;
    private final CoreRandom random;
    private long deadlineNanos;

    ElectionTimer(long timeoutNanos, CoreRandom random) {
        this.timeoutNanos = timeoutNanos;
        this.random = random;
    }

    void restart(long nowNanos) {
        deadlineNanos = nowNanos + timeoutNanos + random.below(timeoutNanos);
    }

    void expireAt(long nanos) {
        deadlineNanos = nanos;
    }

    boolean expired(long nowNanos) {
        return nowNanos - deadlineNanos >= 0;
    }

    long deadlineNanos() {
        return deadlineNanos;
    }
}
