package io.swarmsdk.raft.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import io.swarmsdk.raft.internal.core.LogEntry;
import io.swarmsdk.raft.internal.core.RaftMessage;
import io.swarmsdk.raft.internal.wire.AppendRequest;
import io.swarmsdk.raft.internal.wire.Envelope;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MessageCodecTest {
    private static final UnpooledByteBufAllocator ALLOCATOR = UnpooledByteBufAllocator.DEFAULT;

    static Stream<RaftMessage> messages() {
        return Stream.of(
                new RaftMessage.VoteRequest(7, 100, 6, true),
                new RaftMessage.VoteRequest(Long.MAX_VALUE, 0, 0, false),
                new RaftMessage.VoteResponse(7, true, false),
                new RaftMessage.VoteResponse(0, false, true),
                new RaftMessage.AppendRequest(3, 10, 2, 9, 5, List.of()),
                new RaftMessage.AppendRequest(
                        3,
                        10,
                        2,
                        9,
                        5,
                        List.of(
                                LogEntry.noop(11, 3),
                                LogEntry.command(12, 3, new byte[0]),
                                LogEntry.command(13, 3, new byte[100_000]))),
                new RaftMessage.AppendResponse(3, true, 13, 0, 0, 5),
                new RaftMessage.AppendResponse(3, false, 10, 8, 2, 5));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void everyMessageArrivesAsItWasSent(RaftMessage message) throws MalformedFrameException {
        assertThat(MessageCodec.decode(bodyOf(message))).isEqualTo(message);
    }

    @ParameterizedTest
    @MethodSource("messages")
    void aFrameIsFoundHoweverTheStreamIsCut(RaftMessage message) {
        ByteBuf frame = MessageCodec.encode(ALLOCATOR, message);
        var decoder = new FrameDecoder();
        decoder.limit(1 << 20);
        var channel = new EmbeddedChannel(decoder);
        var random = new Random(1);
        channel.writeInbound(Frames.beat(ALLOCATOR));
        while (frame.isReadable()) {
            channel.writeInbound(frame.readRetainedSlice(Math.min(frame.readableBytes(), 1 + random.nextInt(20_000))));
        }
        assertThat(channel.inboundMessages()).hasSize(1);
        channel.finishAndReleaseAll();
    }

    @Test
    void aFrameWithAFlippedBitIsRefused() {
        byte[] frame = new byte[200];
        ByteBuf encoded = MessageCodec.encode(
                ALLOCATOR,
                new RaftMessage.AppendRequest(1, 0, 0, 0, 0, List.of(LogEntry.command(1, 1, new byte[150]))));
        int length = encoded.readableBytes();
        encoded.readBytes(frame, 0, length);
        for (int i = Frames.LENGTH_BYTES; i < length; i++) {
            frame[i] ^= 4;
            var channel = new EmbeddedChannel(new FrameDecoder());
            assertThatThrownBy(() -> channel.writeInbound(Unpooled.copiedBuffer(frame, 0, length)))
                    .as("byte %d", i)
                    .isInstanceOf(DecoderException.class)
                    .hasMessageContaining("fails its checksum");
            frame[i] ^= 4;
        }
    }

    @Test
    void aFrameAboveTheLimitIsRefusedBeforeItsBytesArrive() {
        var channel = new EmbeddedChannel(new FrameDecoder());

        assertThatThrownBy(
                        () -> channel.writeInbound(Unpooled.buffer().writeInt(FrameDecoder.HANDSHAKE_LIMIT_BYTES + 1)))
                .hasMessageContaining("frame of 4097 bytes (expected: 8 to 4096)");
        assertThatThrownBy(() -> new EmbeddedChannel(new FrameDecoder())
                        .writeInbound(Unpooled.buffer().writeInt(-1)))
                .hasMessageContaining("frame of -1 bytes");
    }

    @Test
    void payloadsOfAnotherSizeThanAnnouncedAreRefusedBeforeAnythingIsAllocated() {
        AppendRequest.Builder append = AppendRequest.newBuilder()
                .addEntryTerm(1)
                .addEntryKind(2)
                .addEntrySize(Integer.MAX_VALUE)
                .addEntryTerm(1)
                .addEntryKind(2)
                .addEntrySize(Integer.MAX_VALUE);

        assertThatThrownBy(() -> MessageCodec.decode(body(append, new byte[10])))
                .isInstanceOf(MalformedFrameException.class)
                .hasMessageContaining("another size than announced");
    }

    @Test
    void nonsenseIsRefusedInWords() {
        assertThatThrownBy(() ->
                        MessageCodec.decode(body(AppendRequest.newBuilder().setTerm(-1), new byte[0])))
                .hasMessage("term: -1 (expected: >= 0)");
        assertThatThrownBy(() ->
                        MessageCodec.decode(body(AppendRequest.newBuilder().addEntryTerm(1), new byte[0])))
                .hasMessage("append with 0 sizes, 1 terms, 0 kinds (expected: as many of each)");
        assertThatThrownBy(() -> MessageCodec.decode(body(
                        AppendRequest.newBuilder()
                                .addEntryTerm(1)
                                .addEntryKind(9)
                                .addEntrySize(0),
                        new byte[0])))
                .hasMessage("entry_kind: 9 is unknown to this version");
        assertThatThrownBy(() -> MessageCodec.decode(body(
                        AppendRequest.newBuilder()
                                .setPrevIndex(Long.MAX_VALUE)
                                .addEntryTerm(1)
                                .addEntryKind(1)
                                .addEntrySize(0),
                        new byte[0])))
                .hasMessageStartingWith("last entry: -");
        assertThatThrownBy(() -> MessageCodec.decode(Unpooled.buffer().writeInt(0)))
                .hasMessage("a message of a kind unknown to this version");
        assertThatThrownBy(() -> MessageCodec.decode(Unpooled.buffer().writeInt(100)))
                .hasMessage("envelope of 100 bytes (expected: at most 0)");
    }

    /** Whatever the bytes are: a message, or a refusal, but no other exception. */
    @Test
    void randomBytesNeverDoMoreThanBeRefused() {
        var random = new Random(42);
        byte[] sample = new byte[400];
        for (int i = 0; i < 20_000; i++) {
            ByteBuf frame = MessageCodec.encode(
                    ALLOCATOR,
                    new RaftMessage.AppendRequest(1, 2, 1, 2, 3, List.of(LogEntry.command(3, 1, new byte[20]))));
            frame.skipBytes(Frames.LENGTH_BYTES + Frames.CHECKSUM_BYTES);
            int length = frame.readableBytes();
            frame.readBytes(sample, 0, length);
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                sample[random.nextInt(length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(MessageCodec.decode(Unpooled.wrappedBuffer(sample, 0, length)))
                        .isNotNull();
            } catch (MalformedFrameException refused) {
                assertThat(refused).hasMessageNotContaining("null");
            }
        }
    }

    private static ByteBuf bodyOf(RaftMessage message) {
        ByteBuf frame = MessageCodec.encode(ALLOCATOR, message);
        return frame.skipBytes(Frames.LENGTH_BYTES + Frames.CHECKSUM_BYTES);
    }

    private static ByteBuf body(AppendRequest.Builder append, byte[] payload) {
        byte[] envelope = Envelope.newBuilder().setAppendRequest(append).build().toByteArray();
        return Unpooled.buffer().writeInt(envelope.length).writeBytes(envelope).writeBytes(payload);
    }
}
