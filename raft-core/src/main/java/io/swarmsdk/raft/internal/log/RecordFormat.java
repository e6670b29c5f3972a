package io.swarmsdk.raft.internal.log;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * One record of a segment: a header of 40 bytes, the payload, zeros up to the next multiple of 8.
 *
 * <pre>
 *  0 magic        so that a scan finds the next record behind a damaged one
 *  4 length       of the payload
 *  8 type         {@link #ENTRY}, {@link #HARD_STATE}, {@link #TRUNCATE}
 *  9 kind         of an entry; 1 for a hard state with a vote
 * 10 zero
 * 12 checksum     CRC32C over the segment's salt, the header without this field, and the payload
 * 16 index        of an entry; the first index dropped by a truncation
 * 24 term         of an entry or a hard state
 * 32 link         the checksum of the record before this one
 * 36 group start  where in this segment the write that this record was part of began: all before it was durable
 * </pre>
 *
 * <p>The checksum stands alone, so a record is known good without its neighbours. The salt differs per segment, so
 * that the image of a record inside someone's payload never passes for a record.
 */
final class RecordFormat {
    static final int HEADER_BYTES = 40;
    static final int MAX_PAYLOAD_BYTES = 32 << 20;
    static final int MAGIC = 0x52464C31;

    static final byte ENTRY = 1;
    static final byte HARD_STATE = 2;
    static final byte TRUNCATE = 3;

    private static final int ALIGNMENT = 8;
    private static final int CHECKSUM_AT = 12;

    private RecordFormat() {}

    /** Bytes a record takes in the file, padding included. */
    static int sizeOf(int payloadBytes) {
        return (HEADER_BYTES + payloadBytes + ALIGNMENT - 1) & -ALIGNMENT;
    }

    /** Writes a record at the buffer's position, which is aligned, and returns its checksum. */
    static int encode(
            ByteBuffer out,
            long salt,
            byte type,
            byte kind,
            long index,
            long term,
            int link,
            int groupStart,
            byte[] payload) {
        int start = out.position();
        out.putInt(MAGIC).putInt(payload.length).put(type).put(kind).putShort((short) 0);
        out.putInt(0).putLong(index).putLong(term).putInt(link).putInt(groupStart);
        out.put(payload);
        while (out.position() - start < sizeOf(payload.length)) {
            out.put((byte) 0);
        }
        int checksum = checksum(out, start, payload.length, salt);
        out.putInt(start + CHECKSUM_AT, checksum);
        return checksum;
    }

    /** The checksum that the record at {@code start} should have. */
    static int checksum(ByteBuffer buffer, int start, int payloadBytes, long salt) {
        var crc = new CRC32C();
        for (int shift = 56; shift >= 0; shift -= 8) {
            crc.update((int) (salt >>> shift));
        }
        ByteBuffer view = buffer.duplicate();
        crc.update(view.limit(start + CHECKSUM_AT).position(start));
        crc.update(view.limit(start + HEADER_BYTES + payloadBytes).position(start + CHECKSUM_AT + Integer.BYTES));
        return (int) crc.getValue();
    }

    static int magicAt(ByteBuffer buffer, int start) {
        return buffer.getInt(start);
    }

    static int lengthAt(ByteBuffer buffer, int start) {
        return buffer.getInt(start + 4);
    }

    /** Reads the header at {@code start}, whose checksum has been found right. */
    static LogRecord decode(ByteBuffer buffer, int start, long offset) {
        int length = lengthAt(buffer, start);
        return new LogRecord(
                offset,
                buffer.get(start + 8),
                buffer.get(start + 9),
                buffer.getInt(start + CHECKSUM_AT),
                buffer.getLong(start + 16),
                buffer.getLong(start + 24),
                buffer.getInt(start + 32),
                buffer.getInt(start + 36),
                buffer.slice(start + HEADER_BYTES, length));
    }

    static int checksumAt(ByteBuffer buffer, int start) {
        return buffer.getInt(start + CHECKSUM_AT);
    }
}
