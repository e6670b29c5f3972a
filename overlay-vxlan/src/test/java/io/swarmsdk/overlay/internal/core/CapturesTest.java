package io.swarmsdk.overlay.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Traffic of the Linux kernel and of a real Docker Swarm, read and written again. */
class CapturesTest {

    private static final int VXLAN_PORT = 4789;

    @ParameterizedTest
    @CsvSource({
        "static-arp-icmp-tcp, 42",
        "multi-vni-nd6-learning, 100 200 16777215",
        "inner-vlan, 7",
        "docker-swarm-overlay, 4097 4098"
    })
    void everyDatagramIsReadAndWrittenAsTheKernelDid(String capture, String networks) throws IOException {
        TreeSet<Integer> expected = new TreeSet<>();
        Arrays.stream(networks.split(" ")).map(Integer::valueOf).forEach(expected::add);
        TreeSet<Integer> seen = new TreeSet<>();
        List<byte[]> datagrams = datagrams(capture);
        assertThat(datagrams).isNotEmpty();
        for (byte[] datagram : datagrams) {
            int vni = VxlanHeader.decode(new ArrayFrame(datagram), 0, datagram.length);
            seen.add(vni);

            byte[] written = datagram.clone();
            Arrays.fill(written, 0, 8, (byte) 0xFF);
            VxlanHeader.encode(new ArrayFrame(written), 8, vni);

            assertThat(written).isEqualTo(datagram);
        }
        assertThat(seen).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"static-arp-icmp-tcp, 13", "docker-swarm-overlay, 1"})
    void theChecksumsOfCapturedIpv4PacketsAreRight(String capture, int least) throws IOException {
        int packets = 0;
        for (byte[] datagram : datagrams(capture)) {
            ArrayFrame buffer = new ArrayFrame(datagram);
            int header = Ipv4.headerLength(buffer, 8, datagram.length - 8);
            if (Ethernet.type(buffer, 8) == Packets.IPV4) {
                assertThat(header).isEqualTo(20);
                assertThat(Ipv4.checksum(buffer, 22, header)).isZero();
                packets++;
            }
        }
        assertThat(packets).isGreaterThanOrEqualTo(least);
    }

    @Test
    void anEndpointThatReplaysACapturedSessionAnswersItsPingsLikeTheKernelDid() throws IOException {
        TreeMap<String, String> kernelReplies = new TreeMap<>();
        TreeMap<String, String> ourReplies = new TreeMap<>();
        for (byte[] datagram : datagrams("static-arp-icmp-tcp")) {
            ArrayFrame buffer = new ArrayFrame(datagram);
            int length = datagram.length - 8;
            int header = Ethernet.type(buffer, 8) == Packets.IPV4 ? Ipv4.headerLength(buffer, 8, length) : -1;
            if (header < 0 || Ipv4.protocol(buffer, 8) != Ipv4.PROTOCOL_ICMP) {
                continue;
            }
            int message = 22 + header;
            String key = Integer.toHexString(Ipv4.totalLength(buffer, 8)) + " " + IcmpEcho.identifier(buffer, message)
                    + " " + IcmpEcho.sequence(buffer, message);
            if (IcmpEcho.type(buffer, message) == IcmpEcho.REPLY) {
                kernelReplies.put(key, text(Arrays.copyOfRange(datagram, message, datagram.length)));
            } else {
                HostLog log = new HostLog();
                EndpointCore core =
                        new EndpointCore(Ethernet.destination(buffer, 8), Ipv4.destination(buffer, 8), new Traffic());
                core.receive(buffer, 8, length, 0, log);
                byte[] reply = log.sent.get(0);
                ourReplies.put(key, text(Arrays.copyOfRange(reply, 34, reply.length)));
            }
        }
        assertThat(kernelReplies).isNotEmpty();
        assertThat(ourReplies).containsAllEntriesOf(kernelReplies);
    }

    private static String text(byte[] bytes) {
        return Arrays.toString(bytes);
    }

    /** The UDP payloads to port 4789 of a classic pcap file over Ethernet and IPv4 or IPv6. */
    private static List<byte[]> datagrams(String capture) throws IOException {
        List<byte[]> found = new ArrayList<>();
        ByteBuffer file = read("/captures/" + capture + ".pcap");
        file.order(file.getInt(0) == 0xA1B2_C3D4 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        assertThat(file.getInt(0)).as("magic").isEqualTo(0xA1B2_C3D4);
        assertThat(file.getInt(20)).as("link type").isEqualTo(1);
        file.position(24);
        while (file.hasRemaining()) {
            int length = file.getInt(file.position() + 8);
            byte[] packet = new byte[length];
            file.position(file.position() + 16).get(packet);
            int udp = packet[12] == 0x08 ? 34 : 54;
            int port = (packet[udp + 2] & 0xFF) << 8 | packet[udp + 3] & 0xFF;
            if (port == VXLAN_PORT) {
                found.add(Arrays.copyOfRange(packet, udp + 8, packet.length));
            }
        }
        return found;
    }

    private static ByteBuffer read(String resource) throws IOException {
        try (InputStream in = CapturesTest.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException(resource + " is missing");
            }
            return ByteBuffer.wrap(in.readAllBytes());
        }
    }
}
