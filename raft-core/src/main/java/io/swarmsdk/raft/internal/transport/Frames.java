package io.swarmsdk.raft.internal.transport;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.MessageLite;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The frame around everything on a connection: length of what follows (4 bytes), CRC32C of the rest (4), length of the
 * envelope (4), envelope, payloads. A frame of length 0 is a sign of life.
 */
final class Frames {
    static final int LENGTH_BYTES = 4;
    static final int CHECKSUM_BYTES = 4;
    static final int OVERHEAD_BYTES = LENGTH_BYTES + CHECKSUM_BYTES + Integer.BYTES;

    private Frames() {}

    static ByteBuf beat(ByteBufAllocator allocator) {
        return allocator.buffer(LENGTH_BYTES).writeInt(0);
    }

    static ByteBuf encode(ByteBufAllocator allocator, MessageLite envelope, List<byte[]> payloads) {
        int envelopeBytes = envelope.getSerializedSize();
        int size = OVERHEAD_BYTES + envelopeBytes;
        for (byte[] payload : payloads) {
            size = Math.addExact(size, payload.length);
        }
        ByteBuf out = allocator.directBuffer(size, size);
        out.writeInt(size - LENGTH_BYTES).writeInt(0).writeInt(envelopeBytes);
        try {
            CodedOutputStream stream = CodedOutputStream.newInstance(out.nioBuffer(out.writerIndex(), envelopeBytes));
            envelope.writeTo(stream);
            stream.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // the buffer has the size that protobuf asked for
        }
        out.writerIndex(out.writerIndex() + envelopeBytes);
        payloads.forEach(out::writeBytes);
        out.setInt(LENGTH_BYTES, checksum(out, LENGTH_BYTES + CHECKSUM_BYTES, size));
        return out;
    }

    static int checksum(ByteBuf buffer, int from, int to) {
        var crc = new CRC32C();
        crc.update(buffer.nioBuffer(from, to - from));
        return (int) crc.getValue();
    }
}
