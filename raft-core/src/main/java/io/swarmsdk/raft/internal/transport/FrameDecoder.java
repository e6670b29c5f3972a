package io.swarmsdk.raft.internal.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;

/**
 * Cuts the stream into frames and checks them. The limit is small until the handshake is done, and is compared before
 * anything is allocated for a frame.
 */
final class FrameDecoder extends ByteToMessageDecoder {
    static final int HANDSHAKE_LIMIT_BYTES = 4 << 10;

    private int limitBytes = HANDSHAKE_LIMIT_BYTES;

    void limit(int bytes) {
        limitBytes = bytes;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws MalformedFrameException {
        if (in.readableBytes() < Frames.LENGTH_BYTES) {
            return;
        }
        int length = in.getInt(in.readerIndex());
        if (length == 0) {
            in.skipBytes(Frames.LENGTH_BYTES);
            return;
        }
        if (length < Frames.CHECKSUM_BYTES + Integer.BYTES || length > limitBytes) {
            throw new MalformedFrameException("frame of " + length + " bytes (expected: 8 to " + limitBytes + ")");
        }
        if (in.readableBytes() < Frames.LENGTH_BYTES + length) {
            return;
        }
        in.skipBytes(Frames.LENGTH_BYTES);
        int checksum = in.readInt();
        int bodyBytes = length - Frames.CHECKSUM_BYTES;
        if (checksum != Frames.checksum(in, in.readerIndex(), in.readerIndex() + bodyBytes)) {
            throw new MalformedFrameException("frame of " + length + " bytes fails its checksum");
        }
        out.add(in.readRetainedSlice(bodyBytes));
    }
}
