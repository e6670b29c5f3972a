package io.swarmsdk.raft.internal.core;

import java.util.Arrays;

/**
 * One entry of the replicated log. The payload is shared between log, messages and state machine and is
 * never changed by anybody.
 */
public record LogEntry(long index, long term, Kind kind, byte[] payload) {

    /** What an entry is for. */
    public enum Kind {
        /** Appended by a new leader so that its term has something to commit; no payload. */
        NOOP,
        /** A command of the application. */
        COMMAND
    }

    /** What an entry costs besides its payload, in limits counted in bytes. */
    public static final int OVERHEAD_BYTES = 32;

    private static final byte[] EMPTY = {};

    /** The empty entry with which a leader opens its term. */
    public static LogEntry noop(long index, long term) {
        return new LogEntry(index, term, Kind.NOOP, EMPTY);
    }

    /** A command of the application. */
    public static LogEntry command(long index, long term, byte[] payload) {
        return new LogEntry(index, term, Kind.COMMAND, payload);
    }

    /** Size used by every limit that counts bytes: payload and a fixed overhead. */
    public int sizeBytes() {
        return payload.length + OVERHEAD_BYTES;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LogEntry that
                && index == that.index
                && term == that.term
                && kind == that.kind
                && Arrays.equals(payload, that.payload);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(index * 31 + term) * 31 + Arrays.hashCode(payload);
    }

    @Override
    public String toString() {
        return index + "@" + term + (kind == Kind.NOOP ? "(noop)" : "(" + payload.length + " B)");
    }
}
