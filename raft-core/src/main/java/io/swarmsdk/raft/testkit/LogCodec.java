package io.swarmsdk.raft.testkit;

import io.swarmsdk.raft.internal.core.AppendBatch;
import io.swarmsdk.raft.internal.core.HardState;
import io.swarmsdk.raft.internal.core.LogEntry;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The simulated log file: one checksummed record after the other, so that a torn write leaves a prefix of the records
 * of its batch. Simpler than the format on real disks, which has tests of its own.
 */
final class LogCodec {

    private static final int HEADER = 2 * Integer.BYTES; // length of the body, checksum of the body
    private static final byte HARD_STATE = 1;
    private static final byte TRUNCATE = 2;
    private static final byte ENTRY = 3;

    /** What a file holds up to its first unreadable record. */
    record Decoded(LogImage image, int validBytes) {}

    private LogCodec() {}

    static void encode(AppendBatch batch, ByteArrayOutputStream out) {
        HardState hardState = batch.hardState();
        if (hardState != null) {
            byte[] vote = bytes(hardState.votedFor());
            write(
                    out,
                    ByteBuffer.allocate(9 + vote.length)
                            .put(HARD_STATE)
                            .putLong(hardState.term())
                            .put(vote));
        }
        if (batch.truncateFrom() != AppendBatch.NO_TRUNCATION) {
            write(out, ByteBuffer.allocate(9).put(TRUNCATE).putLong(batch.truncateFrom()));
        }
        for (LogEntry entry : batch.entries()) {
            byte kind = (byte) entry.kind().ordinal();
            write(
                    out,
                    ByteBuffer.allocate(18 + entry.payload().length)
                            .put(ENTRY)
                            .putLong(entry.index())
                            .putLong(entry.term())
                            .put(kind)
                            .put(entry.payload()));
        }
    }

    static Decoded decode(byte[] file) {
        LogImage image = new LogImage();
        ByteBuffer in = ByteBuffer.wrap(file);
        int valid = 0;
        while (in.remaining() >= HEADER) {
            int length = in.getInt();
            int checksum = in.getInt();
            if (length < 1 || length > in.remaining() || checksum != checksum(file, in.position(), length)) {
                break;
            }
            applyRecord(image, in.slice(in.position(), length));
            in.position(in.position() + length);
            valid = in.position();
        }
        return new Decoded(image, valid);
    }

    private static void applyRecord(LogImage image, ByteBuffer body) {
        byte type = body.get();
        switch (type) {
            case HARD_STATE -> image.hardState(new HardState(body.getLong(), text(body)));
            case TRUNCATE -> image.truncateFrom(body.getLong());
            case ENTRY -> {
                long index = body.getLong();
                long term = body.getLong();
                LogEntry.Kind kind = LogEntry.Kind.values()[body.get()];
                byte[] payload = new byte[body.remaining()];
                body.get(payload);
                image.add(new LogEntry(index, term, kind, payload));
            }
            default -> throw new IllegalStateException("record type " + type);
        }
    }

    private static void write(ByteArrayOutputStream out, ByteBuffer body) {
        byte[] bytes = body.array();
        ByteBuffer header = ByteBuffer.allocate(HEADER).putInt(bytes.length).putInt(checksum(bytes, 0, bytes.length));
        out.writeBytes(header.array());
        out.writeBytes(bytes);
    }

    private static int checksum(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }

    private static byte[] bytes(@Nullable String text) {
        return text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
    }

    private static @Nullable String text(ByteBuffer rest) {
        return rest.hasRemaining() ? StandardCharsets.UTF_8.decode(rest).toString() : null;
    }
}
