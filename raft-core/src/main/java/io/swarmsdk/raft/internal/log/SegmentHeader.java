package io.swarmsdk.raft.internal.log;

import io.swarmsdk.raft.StorageCorruptedException;
import io.swarmsdk.raft.StorageException;
import io.swarmsdk.raft.internal.core.HardState;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The first 4096 bytes of a segment. They are durable before the file gets its name, so a bad header is damage, never a
 * torn write.
 *
 * @param sequence 1 for the first segment, then rising by one
 * @param firstIndex the index that the next entry had when the segment was made
 * @param link the checksum of the last record before this segment
 * @param salt goes into the checksum of each record here
 * @param hardState term and vote when the segment was made
 */
record SegmentHeader(LogIdentity identity, long sequence, long firstIndex, int link, long salt, HardState hardState) {
    static final int BYTES = 4096;
    static final int FORMAT = 1;

    private static final long MAGIC = 0x5357524D52414654L; // "SWRMRAFT"
    private static final int CHECKSUM_AT = BYTES - Integer.BYTES;

    ByteBuffer encode() {
        ByteBuffer out = ByteBuffer.allocate(BYTES);
        out.putLong(MAGIC).putInt(FORMAT).putInt(BYTES);
        out.putLong(sequence).putLong(firstIndex).putInt(link).putLong(salt);
        out.putLong(hardState.term());
        putText(out, hardState.votedFor());
        putText(out, identity.clusterId());
        putText(out, identity.nodeId());
        out.putInt(CHECKSUM_AT, checksum(out));
        return out.clear();
    }

    /** Reads a header, or throws: damage, a newer format, or the log of someone else. */
    static SegmentHeader decode(ByteBuffer in, Path file, LogIdentity expected) {
        if (in.remaining() < BYTES || in.getLong(0) != MAGIC) {
            throw damaged(file, "this is not the header of a log segment");
        }
        int format = in.getInt(Long.BYTES);
        if (format > FORMAT) {
            throw new StorageException(
                    file + ": written in format " + format + " (expected: at most " + FORMAT
                            + "); start a newer version on this directory",
                    null);
        }
        if (in.getInt(CHECKSUM_AT) != checksum(in)) {
            throw damaged(file, "the segment header fails its checksum");
        }
        try {
            SegmentHeader header = read(in.duplicate().position(16));
            header.identity.mustBe(expected, file);
            return header;
        } catch (BufferUnderflowException e) {
            throw damaged(file, "the segment header ends early");
        }
    }

    private static SegmentHeader read(ByteBuffer in) {
        long sequence = in.getLong();
        long firstIndex = in.getLong();
        int link = in.getInt();
        long salt = in.getLong();
        var hardState = new HardState(in.getLong(), text(in));
        String cluster = text(in);
        String node = text(in);
        if (cluster == null || node == null) {
            throw new BufferUnderflowException();
        }
        return new SegmentHeader(new LogIdentity(cluster, node), sequence, firstIndex, link, salt, hardState);
    }

    private static StorageCorruptedException damaged(Path file, String reason) {
        return new StorageCorruptedException(file, 0, reason, SegmentedLog.ADVICE);
    }

    private static int checksum(ByteBuffer header) {
        var crc = new CRC32C();
        crc.update(header.duplicate().limit(CHECKSUM_AT).position(0));
        return (int) crc.getValue();
    }

    private static void putText(ByteBuffer out, @Nullable String text) {
        if (text == null) {
            out.putShort((short) -1);
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.putShort((short) bytes.length).put(bytes);
    }

    private static @Nullable String text(ByteBuffer in) {
        int length = in.getShort();
        if (length < 0) {
            return null;
        }
        if (length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
