package io.swarmsdk.gossip.internal.codec;

import com.google.protobuf.CodedInputStream;
import io.swarmsdk.gossip.internal.core.Endpoint;
import io.swarmsdk.gossip.internal.core.Message;
import io.swarmsdk.gossip.internal.core.News;
import io.swarmsdk.gossip.internal.core.StateDigest;
import io.swarmsdk.gossip.internal.wire.AckBody;
import io.swarmsdk.gossip.internal.wire.DigestBody;
import io.swarmsdk.gossip.internal.wire.GossipBody;
import io.swarmsdk.gossip.internal.wire.ItemsBody;
import io.swarmsdk.gossip.internal.wire.NackBody;
import io.swarmsdk.gossip.internal.wire.Packet;
import io.swarmsdk.gossip.internal.wire.PingBody;
import io.swarmsdk.gossip.internal.wire.PingRequestBody;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Datagram = "SG", protocol version, label length, cluster label, CRC32C of everything else, protobuf {@code Packet}.
 * Bytes that are damaged or foreign are counted and dropped; nothing here throws for what arrived. Confined to the
 * loop thread.
 */
public final class WireCodec {

    private static final byte MAGIC_1 = 'S';
    private static final byte MAGIC_2 = 'G';
    private static final byte VERSION = 1;
    private static final int FIXED_BYTES = 4;
    private static final int CRC_BYTES = Integer.BYTES;

    private final byte[] label;
    private final NewsCodec newsCodec = new NewsCodec();
    private long malformed;
    private long foreign;

    public WireCodec(String clusterLabel) {
        label = clusterLabel.getBytes(StandardCharsets.US_ASCII);
    }

    /** Bytes of every datagram that are not the packet. */
    public int overheadBytes() {
        return FIXED_BYTES + label.length + CRC_BYTES;
    }

    public long malformed() {
        return malformed;
    }

    public long foreign() {
        return foreign;
    }

    public byte[] encode(Message message) {
        byte[] packet = toPacket(message).toByteArray();
        ByteBuffer out = ByteBuffer.allocate(overheadBytes() + packet.length);
        out.put(MAGIC_1).put(MAGIC_2).put(VERSION).put((byte) label.length).put(label);
        int crcAt = out.position();
        out.putInt(0).put(packet);
        out.putInt(crcAt, crc(out.array(), crcAt));
        return out.array();
    }

    /** The message, or null for bytes that were counted and dropped. */
    public @Nullable Message decode(byte[] datagram) {
        int length = datagram.length;
        if (length < FIXED_BYTES || datagram[0] != MAGIC_1 || datagram[1] != MAGIC_2) {
            malformed++;
            return null;
        }
        int labelEnd = FIXED_BYTES + (datagram[3] & 0xff);
        if (datagram[2] != VERSION
                || labelEnd > length
                || !Arrays.equals(datagram, FIXED_BYTES, labelEnd, label, 0, label.length)) {
            foreign++;
            return null;
        }
        int start = labelEnd + CRC_BYTES;
        if (start > length || ByteBuffer.wrap(datagram).getInt(labelEnd) != crc(datagram, labelEnd)) {
            malformed++;
            return null;
        }
        return parse(datagram, start);
    }

    private @Nullable Message parse(byte[] datagram, int start) {
        try {
            CodedInputStream in = CodedInputStream.newInstance(datagram, start, datagram.length - start);
            Message message = fromPacket(Packet.parseFrom(in));
            malformed += message == null ? 1 : 0;
            return message;
        } catch (IOException broken) {
            malformed++;
            return null;
        }
    }

    private static int crc(byte[] datagram, int crcAt) {
        CRC32C crc = new CRC32C();
        crc.update(datagram, 0, crcAt);
        crc.update(datagram, crcAt + CRC_BYTES, datagram.length - crcAt - CRC_BYTES);
        return (int) crc.getValue();
    }

    private Packet toPacket(Message message) {
        Packet.Builder out = Packet.newBuilder();
        message.deliverTo(new BodyWriter(out), NewsCodec.NOWHERE);
        for (News news : message.news()) {
            out.addNews(newsCodec.write(news));
        }
        return out.build();
    }

    private @Nullable Message fromPacket(Packet packet) {
        List<News> news = newsCodec.read(packet.getNewsList());
        return switch (packet.getBodyCase()) {
            case PING ->
                new Message.Ping(
                        packet.getPing().getSeq(),
                        packet.getPing().getSender(),
                        packet.getPing().getTarget(),
                        news);
            case ACK ->
                new Message.Ack(packet.getAck().getSeq(), packet.getAck().getSender(), news);
            case NACK -> new Message.Nack(packet.getNack().getSeq(), news);
            case PING_REQUEST -> pingRequest(packet.getPingRequest(), news);
            case GOSSIP -> new Message.Gossip(news);
            case DIGEST -> digest(packet.getDigest(), news);
            case ITEMS -> new Message.Items(news);
            case BODY_NOT_SET -> null;
        };
    }

    private static @Nullable Message pingRequest(PingRequestBody body, List<News> news) {
        Endpoint endpoint = NewsCodec.read(body.getEndpoint());
        return endpoint == null ? null : new Message.PingRequest(body.getSeq(), body.getTarget(), endpoint, news);
    }

    private static @Nullable Message digest(DigestBody body, List<News> news) {
        if (body.getBucketsCount() != StateDigest.BUCKETS) {
            return null;
        }
        long[] buckets = new long[StateDigest.BUCKETS];
        for (int i = 0; i < buckets.length; i++) {
            buckets[i] = body.getBuckets(i);
        }
        return new Message.Digest(body.getReply(), buckets, news);
    }

    /** Writes each kind's body; the sender's address is the datagram's own. */
    private record BodyWriter(Packet.Builder out) implements Message.Receiver {

        @Override
        public void onPing(Endpoint from, Message.Ping ping) {
            out.setPing(PingBody.newBuilder()
                    .setSeq(ping.seq())
                    .setSender(ping.sender())
                    .setTarget(ping.target()));
        }

        @Override
        public void onAck(Endpoint from, Message.Ack ack) {
            out.setAck(AckBody.newBuilder().setSeq(ack.seq()).setSender(ack.sender()));
        }

        @Override
        public void onNack(Endpoint from, Message.Nack nack) {
            out.setNack(NackBody.newBuilder().setSeq(nack.seq()));
        }

        @Override
        public void onPingRequest(Endpoint from, Message.PingRequest request) {
            out.setPingRequest(PingRequestBody.newBuilder()
                    .setSeq(request.seq())
                    .setTarget(request.target())
                    .setEndpoint(NewsCodec.write(request.endpoint())));
        }

        @Override
        public void onGossip(Endpoint from, Message.Gossip gossip) {
            out.setGossip(GossipBody.getDefaultInstance());
        }

        @Override
        public void onDigest(Endpoint from, Message.Digest digest) {
            DigestBody.Builder body = DigestBody.newBuilder().setReply(digest.reply());
            for (long bucket : digest.buckets()) {
                body.addBuckets(bucket);
            }
            out.setDigest(body);
        }

        @Override
        public void onItems(Endpoint from, Message.Items items) {
            out.setItems(ItemsBody.getDefaultInstance());
        }
    }
}
