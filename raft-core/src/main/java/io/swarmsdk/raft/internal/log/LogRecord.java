package io.swarmsdk.raft.internal.log;

import io.swarmsdk.raft.internal.core.HardState;
import io.swarmsdk.raft.internal.core.LogEntry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A record whose checksum was right. The payload is a window on the reader's buffer: good until its next read.
 *
 * @param offset where in its file the record begins
 */
record LogRecord(
        long offset,
        byte type,
        byte kind,
        int checksum,
        long index,
        long term,
        int link,
        int groupStart,
        ByteBuffer payload) {
    private static final byte NOOP = 1;
    private static final byte COMMAND = 2;

    long nextOffset() {
        return offset + RecordFormat.sizeOf(payload.remaining());
    }

    static byte codeOf(LogEntry.Kind kind) {
        return switch (kind) {
            case NOOP -> NOOP;
            case COMMAND -> COMMAND;
        };
    }

    boolean isKnownEntry() {
        return type == RecordFormat.ENTRY && (kind == NOOP || kind == COMMAND);
    }

    /** The entry in this record; null if it is not an entry of a kind this version knows. */
    @Nullable
    LogEntry toEntry() {
        if (type != RecordFormat.ENTRY) {
            return null;
        }
        return switch (kind) {
            case NOOP -> new LogEntry(index, term, LogEntry.Kind.NOOP, payloadBytes());
            case COMMAND -> new LogEntry(index, term, LogEntry.Kind.COMMAND, payloadBytes());
            default -> null;
        };
    }

    HardState toHardState() {
        return new HardState(term, kind == 0 ? null : new String(payloadBytes(), StandardCharsets.UTF_8));
    }

    private byte[] payloadBytes() {
        byte[] bytes = new byte[payload.remaining()];
        payload.duplicate().get(bytes);
        return bytes;
    }
}
