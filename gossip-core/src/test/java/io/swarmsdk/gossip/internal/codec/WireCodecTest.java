package io.swarmsdk.gossip.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmsdk.gossip.MemberState;
import io.swarmsdk.gossip.internal.core.CoreRandom;
import io.swarmsdk.gossip.internal.core.Endpoint;
import io.swarmsdk.gossip.internal.core.EntryNews;
import io.swarmsdk.gossip.internal.core.MemberNews;
import io.swarmsdk.gossip.internal.core.Message;
import io.swarmsdk.gossip.internal.core.News;
import io.swarmsdk.gossip.internal.core.StateDigest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class WireCodecTest {

    private static final Endpoint V4 = Endpoint.ipv4(0xc0a80001, 7946);
    private static final Endpoint V6 = new Endpoint(0x20010db800000000L, 1, 65535);
    private static final long BIG = (1L << 62) - 1;
    private static final List<News> LARGEST = List.of(
            new MemberNews("n".repeat(128), BIG, V6, BIG, MemberState.SUSPECT, new byte[512], "a".repeat(128), 1 << 30),
            new EntryNews("t".repeat(64), "é".repeat(128), new byte[600], false, "o".repeat(128), BIG, BIG, 1 << 30));
    private static final List<News> SMALL = List.of(
            new MemberNews("n", 1, V4, 2, MemberState.FAILED, new byte[] {1}, "", 3),
            new EntryNews("t", "k", new byte[0], true, "o", 1, 2, 3));

    private final WireCodec codec = new WireCodec("test");

    @Test
    void everyMessageComesBackAsItWas() {
        for (Message message : messages(SMALL)) {
            assertThat(codec.decode(codec.encode(message)))
                    .usingRecursiveComparison()
                    .isEqualTo(message);
        }
        for (Message message : messages(LARGEST)) {
            assertThat(codec.decode(codec.encode(message)))
                    .usingRecursiveComparison()
                    .isEqualTo(message);
        }
    }

    @Test
    void nothingIsLargerThanTheCoreReckons() {
        for (Message message : messages(LARGEST)) {
            int body = message instanceof Message.Digest
                    ? Message.DIGEST_BOUND
                    : message instanceof Message.Gossip || message instanceof Message.Items
                            ? Message.CARRIER_BOUND
                            : Message.BODY_BOUND;
            int bound = codec.overheadBytes()
                    + body
                    + message.news().stream().mapToInt(News::sizeBound).sum();
            assertThat(codec.encode(message).length)
                    .as(message.getClass().getSimpleName())
                    .isLessThanOrEqualTo(bound);
        }
    }

    @Test
    void aForeignClusterIsNotHeard() {
        assertThat(new WireCodec("another").decode(codec.encode(messages(SMALL).get(0))))
                .isNull();
        byte[] nextVersion = codec.encode(messages(SMALL).get(0));
        nextVersion[2]++;
        assertThat(codec.decode(nextVersion)).isNull();
        assertThat(codec.foreign()).isEqualTo(1);
    }

    @Test
    void everyFlippedBitIsNoticed() {
        byte[] whole = codec.encode(new Message.Gossip(SMALL));
        for (int bit = 0; bit < whole.length * 8; bit++) {
            byte[] damaged = whole.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(codec.decode(damaged)).as("bit %d", bit).isNull();
        }
    }

    @Test
    void everyCutDatagramIsNoticed() {
        byte[] whole = codec.encode(new Message.Gossip(SMALL));
        for (int length = 0; length < whole.length; length++) {
            assertThat(codec.decode(Arrays.copyOf(whole, length))).isNull();
        }
        assertThat(codec.malformed() + codec.foreign()).isEqualTo(whole.length);
    }

    /** With a right checksum the parser itself must stand it. */
    @Test
    void hostileBytesNeverThrow() {
        CoreRandom random = new CoreRandom(17);
        List<Message> messages = messages(LARGEST);
        int understood = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = codec.encode(messages.get(random.nextInt(messages.size())));
            int start = codec.overheadBytes();
            for (int n = 1 + random.nextInt(8); n > 0; n--) {
                bytes[start + random.nextInt(bytes.length - start)] = (byte) random.nextInt(256);
            }
            bytes = Arrays.copyOf(bytes, start + random.nextInt(bytes.length - start + 1));
            understood += codec.decode(sealed(bytes, start)) == null ? 0 : 1;
        }
        assertThat(codec.malformed()).isEqualTo(20_000 - understood).isPositive();
    }

    private static byte[] sealed(byte[] bytes, int start) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, start - 4);
        crc.update(bytes, start, bytes.length - start);
        ByteBuffer.wrap(bytes).putInt(start - 4, (int) crc.getValue());
        return bytes;
    }

    private static List<Message> messages(List<News> news) {
        long[] buckets = new long[StateDigest.BUCKETS];
        Arrays.fill(buckets, -1);
        return List.of(
                new Message.Ping(Long.MAX_VALUE, "s".repeat(128), "t".repeat(128), news),
                new Message.Ack(Long.MAX_VALUE, "s".repeat(128), news),
                new Message.Nack(1, news),
                new Message.PingRequest(Long.MAX_VALUE, "t".repeat(128), V6, news),
                new Message.Gossip(news),
                new Message.Digest(true, buckets, news),
                new Message.Items(news));
    }
}
