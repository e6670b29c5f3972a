package io.swarmsdk.raft.internal.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Reads records of a segment through a buffer that moves along. Confined to its caller's thread. */
final class RecordWindow {
    private static final int MIN_BYTES = 256 << 10;

    private ByteBuffer buffer = ByteBuffer.allocate(MIN_BYTES).limit(0);
    private @Nullable Segment segment;
    private long start;
    private long limit;

    /** Turns to a segment, of which only the first {@code limit} bytes count. */
    void open(Segment next, long nextLimit) {
        if (segment != next) {
            buffer.limit(0);
        }
        segment = next;
        limit = nextLimit;
    }

    /** The record at {@code offset}; null if there is none that can be trusted. */
    @Nullable
    LogRecord at(long offset) throws IOException {
        if (!has(offset, RecordFormat.HEADER_BYTES) || RecordFormat.magicAt(buffer, in(offset)) != RecordFormat.MAGIC) {
            return null;
        }
        int length = RecordFormat.lengthAt(buffer, in(offset));
        if (length < 0
                || length > RecordFormat.MAX_PAYLOAD_BYTES
                || !has(offset, RecordFormat.HEADER_BYTES + length)
                || RecordFormat.checksumAt(buffer, in(offset))
                        != RecordFormat.checksum(buffer, in(offset), length, salt())) {
            return null;
        }
        return RecordFormat.decode(buffer, in(offset), offset);
    }

    /** Whether behind {@code offset} there is a good record that says the bytes at {@code offset} were durable. */
    boolean anyDurableBehind(long offset) throws IOException {
        for (long next = offset + Long.BYTES; has(next, RecordFormat.HEADER_BYTES); next += Long.BYTES) {
            if (RecordFormat.magicAt(buffer, in(next)) == RecordFormat.MAGIC) {
                LogRecord found = at(next);
                if (found != null && found.groupStart() > offset) {
                    return true;
                }
            }
        }
        return false;
    }

    /** How many bytes from {@code offset} on are not yet followed by zeros alone; 0 if all are zero. */
    long bytesUntilZeros(long offset) throws IOException {
        long lastUsed = offset;
        for (long next = offset; next < limit; next++) {
            if (!has(next, 1)) {
                break;
            }
            if (buffer.get(in(next)) != 0) {
                lastUsed = next + 1;
            }
        }
        return lastUsed - offset;
    }

    private long salt() {
        return current().header().salt();
    }

    private Segment current() {
        if (segment == null) {
            throw new IllegalStateException("no segment is open");
        }
        return segment;
    }

    /** The place of a file offset in the buffer. */
    private int in(long offset) {
        return (int) (offset - start);
    }

    private boolean has(long offset, int bytes) throws IOException {
        if (offset + bytes > limit) {
            return false;
        }
        if (buffer.limit() > 0 && offset >= start && offset + bytes <= start + buffer.limit()) {
            return true;
        }
        fill(offset, bytes);
        return buffer.limit() >= bytes;
    }

    private void fill(long offset, int bytes) throws IOException {
        if (buffer.capacity() < bytes) {
            buffer = ByteBuffer.allocate(Math.max(bytes, Math.min(buffer.capacity() * 4, 1 << 20)));
        }
        buffer.clear().limit((int) Math.min(buffer.capacity(), limit - offset));
        start = offset;
        while (buffer.hasRemaining()) {
            int read = current().channel().read(buffer, start + buffer.position());
            if (read < 0) {
                break;
            }
        }
        buffer.flip();
    }
}
