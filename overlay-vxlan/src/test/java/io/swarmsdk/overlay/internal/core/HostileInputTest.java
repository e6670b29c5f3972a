package io.swarmsdk.overlay.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmsdk.overlay.DropReason;
import io.swarmsdk.overlay.internal.core.Traffic.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes from a tunnel or a port: nothing is thrown, nothing read outside, everything accounted for. */
class HostileInputTest {

    private static final long MAC = 0x0242_0A2A_0063L;
    private static final long PEER = 0x0242_0A2A_0001L;
    private static final int IP = 0x0A2A_0063;
    private static final int PEER_IP = 0x0A2A_0001;
    private static final int VNI = 42;

    private final Segments segments = new Segments();
    private final VirtualSwitch virtualSwitch = new VirtualSwitch(segments, 1450);
    private final EndpointCore endpoint = new EndpointCore(MAC, IP, virtualSwitch.traffic());
    private final HostLog host = new HostLog();
    private int delivered;

    private final SwitchEffects effects = new SwitchEffects() {
        @Override
        public void deliverLocal(int port, FrameBuffer buffer, int frame, int length) {
            delivered++;
            endpoint.receive(buffer, frame, length, 0, host);
        }

        @Override
        public void sendTo(int vtep, FrameBuffer buffer, int datagram, int length) {
            assertThat(VxlanHeader.decode(buffer, datagram, length)).isEqualTo(VNI);
        }

        @Override
        public void drop(DropReason reason) {}
    };

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void randomAndDamagedDatagramsAreDeliveredOrDroppedAndNeverThrow(long seed) {
        segments.addPort(VNI, 0, MAC, IP);
        segments.put(VNI, new Segment.Row(PEER, PEER_IP, 3));
        Random random = new Random(seed);
        List<byte[]> seeds = goodDatagrams();
        int count = 50_000;
        for (int i = 0; i < count; i++) {
            byte[] datagram = random.nextInt(4) == 0 ? garbage(random) : damaged(seeds, random);
            virtualSwitch.fromTunnel(new ArrayFrame(datagram), 0, datagram.length, effects);
            if (datagram.length > 8) {
                byte[] frame = Arrays.copyOfRange(datagram, 8, datagram.length);
                virtualSwitch.fromPort(
                        0, VNI, Packets.withHeadroom(frame), EndpointCore.HEADROOM, frame.length, effects);
            }
            host.lines.clear();
            host.sent.clear();
        }
        Traffic traffic = virtualSwitch.traffic();
        assertThat(traffic.get(Kind.DATAGRAMS_RECEIVED)).isEqualTo(count);
        assertThat(delivered).as("some get through").isPositive();
        assertThat(traffic.get(Kind.ECHO_ANSWERED)).isPositive();
        assertThat(traffic.drops(Map.of()))
                .containsKeys(
                        DropReason.SHORT_HEADER,
                        DropReason.NO_VNI_FLAG,
                        DropReason.UNKNOWN_VNI,
                        DropReason.RUNT_FRAME,
                        DropReason.BAD_SOURCE,
                        DropReason.UNKNOWN_DESTINATION,
                        DropReason.MALFORMED,
                        DropReason.BAD_CHECKSUM);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void everyDatagramFromATunnelIsEitherDecapsulatedOrCountedAsOneDrop(long seed) {
        segments.addPort(VNI, 0, MAC, IP);
        Random random = new Random(seed);
        List<byte[]> seeds = goodDatagrams();
        SwitchEffects deaf = new SwitchEffects() {
            @Override
            public void deliverLocal(int port, FrameBuffer buffer, int frame, int length) {}

            @Override
            public void sendTo(int vtep, FrameBuffer buffer, int datagram, int length) {}

            @Override
            public void drop(DropReason reason) {}
        };
        for (int i = 0; i < 50_000; i++) {
            byte[] datagram = damaged(seeds, random);
            virtualSwitch.fromTunnel(new ArrayFrame(datagram), 0, datagram.length, deaf);
        }
        Traffic traffic = virtualSwitch.traffic();
        long dropped = traffic.drops(Map.of()).values().stream()
                .mapToLong(Long::longValue)
                .sum();
        assertThat(dropped).isPositive();
        assertThat(traffic.get(Kind.FRAMES_DECAPSULATED)).isPositive();
        assertThat(traffic.get(Kind.DATAGRAMS_RECEIVED)).isEqualTo(traffic.get(Kind.FRAMES_DECAPSULATED) + dropped);
    }

    private static List<byte[]> goodDatagrams() {
        List<byte[]> good = new ArrayList<>();
        good.add(Packets.vxlan(VNI, Packets.arpRequest(PEER, PEER_IP, IP)));
        good.add(Packets.vxlan(VNI, Packets.arpReply(PEER, PEER_IP, MAC, IP)));
        for (int type : new int[] {0, 8}) {
            byte[] packet = Packets.ipv4(1, PEER_IP, IP, Packets.echo(type, 1, 2, new byte[32]));
            good.add(Packets.vxlan(VNI, Packets.ethernet(MAC, PEER, Packets.IPV4, packet)));
        }
        return good;
    }

    private static byte[] garbage(Random random) {
        byte[] bytes = new byte[random.nextInt(120)];
        random.nextBytes(bytes);
        if (bytes.length >= 8 && random.nextBoolean()) {
            System.arraycopy(Packets.vxlan(VNI, new byte[0]), 0, bytes, 0, 8);
        }
        return bytes;
    }

    /** A good datagram, cut at the end, or with a few bits turned over, or both, or neither. */
    private static byte[] damaged(List<byte[]> seeds, Random random) {
        byte[] bytes = seeds.get(random.nextInt(seeds.size())).clone();
        if (random.nextInt(3) == 0) {
            bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
        }
        for (int flips = random.nextInt(4); flips > 0 && bytes.length > 0; flips--) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }
}
