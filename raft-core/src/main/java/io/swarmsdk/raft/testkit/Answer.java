package io.swarmsdk.raft.testkit;

import org.jspecify.annotations.Nullable;

/**
 * How a proposal or a read ended.
 *
 * @param kind whether it happened
 * @param index for a proposal that is done its place in the log, else 0
 * @param value for what is done the state machine's reply or the result of the query, else null
 * @param leaderHint for what was rejected the leader that the node knows, if any
 */
public record Answer<T>(
        Kind kind, long index, @Nullable T value, @Nullable String leaderHint) {

    /** What the caller knows now. */
    public enum Kind {
        /** Committed and applied, or read. */
        DONE,
        /** Has not happened and will not. */
        REJECTED,
        /** May have happened, may still happen, or never will. */
        UNKNOWN
    }

    /**
     * The reply or result.
     *
     * @throws IllegalStateException if this is not {@link Kind#DONE}
     */
    public T result() {
        if (value == null) {
            throw new IllegalStateException("no result: " + kind);
        }
        return value;
    }

    static <T> Answer<T> done(long index, T value) {
        return new Answer<>(Kind.DONE, index, value, null);
    }

    static <T> Answer<T> rejected(@Nullable String leaderHint) {
        return new Answer<>(Kind.REJECTED, 0, null, leaderHint);
    }

    static <T> Answer<T> unknown() {
        return new Answer<>(Kind.UNKNOWN, 0, null, null);
    }
}
