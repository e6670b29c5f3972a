package io.swarmsdk.overlay;

import static io.swarmsdk.overlay.Inet.at;
import static io.swarmsdk.overlay.Inet.ip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.swarmsdk.overlay.OverlayException.BindFailedException;
import io.swarmsdk.overlay.OverlayException.ClosedException;
import io.swarmsdk.overlay.OverlayException.NoAnswerException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whole endpoints on real sockets of the loopback interface. */
class VtepIT {

    private static final int VNI = 4097;
    private static final Inet4Address IP_A = ip("10.42.0.2");
    private static final Inet4Address IP_B = ip("10.42.0.3");
    private static final Inet4Address IP_C = ip("10.42.0.4");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<Vtep> started = new ArrayList<>();

    @AfterEach
    void close() {
        started.forEach(Vtep::close);
    }

    @Test
    void twoEndpointsPingEachOtherOverUdp() throws Exception {
        Vtep a = start("a");
        Vtep b = start("b");
        InProcessPort portA = open(a, VNI, IP_A);
        InProcessPort portB = open(b, VNI, IP_B);
        tell(a, VNI, IP_B, b);
        tell(b, VNI, IP_A, a);

        for (int i = 0; i < 10; i++) {
            assertThat(get(portA.ping(IP_B, PATIENCE))).isPositive();
            assertThat(get(portB.ping(IP_A, PATIENCE))).isPositive();
        }

        // Ten requests and ten replies each way; ARP never left its endpoint.
        for (Vtep each : started) {
            VtepStats stats = each.stats();
            assertThat(stats.framesEncapsulated()).isEqualTo(20);
            assertThat(stats.framesDecapsulated()).isEqualTo(20);
            assertThat(stats.datagramsReceived()).isEqualTo(20);
            assertThat(stats.bytesEncapsulated()).isEqualTo(20 * (14 + 20 + 8 + 56));
            assertThat(stats.arpAnswered()).isEqualTo(10);
            assertThat(stats.echoAnswered()).isEqualTo(10);
            assertThat(stats.drops()).isEmpty();
            assertThat(stats.networks()).containsOnlyKeys(VNI);
            assertThat(stats.networks().values())
                    .extracting(NetworkStats::framesEncapsulated)
                    .containsExactly(20L);
        }
        assertThat(portB.stats().echoAnswered()).isEqualTo(10);
    }

    @Test
    void anUnknownStationIsFoundByBroadcastThroughThePeersOfTheNetwork() throws Exception {
        Vtep a = start("a");
        Vtep b = start("b");
        Vtep c = start("c");
        InProcessPort portA = open(a, VNI, IP_A);
        InProcessPort portB = open(b, VNI, IP_B);
        InProcessPort portC = open(c, VNI, IP_C);
        // a knows that b and c take part, but has c's station under another address.
        tell(a, VNI, IP_B, b);
        a.control().put(new ForwardingEntry(VNI, portC.mac(), ip("10.42.0.99"), c.address()));
        tell(c, VNI, IP_A, a);

        assertThat(get(portA.resolve(IP_C, PATIENCE))).isEqualTo(portC.mac());
        assertThat(get(portA.ping(IP_C, PATIENCE))).isPositive();

        assertThat(portC.stats().arpAnswered()).isEqualTo(2);
        await().atMost(PATIENCE).until(() -> b.stats().framesDecapsulated() == 2);
        assertThat(portB.stats().framesIn()).as("both broadcasts").isEqualTo(2);
        assertThat(portB.stats().framesOut()).isZero();
    }

    @Test
    void aRemovedEntryMakesItsStationUnreachableAndANewOneBringsItBack() throws Exception {
        Vtep a = start("a");
        Vtep b = start("b");
        InProcessPort portA = open(a, VNI, IP_A);
        InProcessPort portB = open(b, VNI, IP_B);
        tell(a, VNI, IP_B, b);
        tell(b, VNI, IP_A, a);
        assertThat(get(portA.ping(IP_B, PATIENCE))).isPositive();

        assertThat(a.control().remove(VNI, portB.mac())).isTrue();
        assertThatThrownBy(() -> get(portA.ping(IP_B, Duration.ofMillis(50))))
                .hasCauseInstanceOf(NoAnswerException.class)
                .hasMessageContaining("nobody answers ARP");
        assertThat(a.stats().dropped(DropReason.NO_AUDIENCE)).isEqualTo(1);

        tell(a, VNI, IP_B, b);
        assertThat(get(portA.ping(IP_B, PATIENCE))).isPositive();
    }

    @Test
    void portsOfOneEndpointReachEachOtherWithoutTheSocketButNotAcrossNetworks() throws Exception {
        Vtep a = start("a");
        InProcessPort first = open(a, VNI, IP_A);
        InProcessPort second = open(a, VNI, IP_B);
        InProcessPort foreign = open(a, VNI + 1, IP_C);

        assertThat(get(first.ping(IP_B, PATIENCE))).isPositive();
        assertThat(get(second.ping(IP_B, PATIENCE))).as("itself").isPositive();
        assertThatThrownBy(() -> get(first.ping(IP_C, Duration.ofMillis(50))))
                .hasCauseInstanceOf(NoAnswerException.class);

        assertThat(foreign.stats().framesIn()).isZero();
        assertThat(a.stats().framesEncapsulated()).isZero();
        assertThat(a.stats().framesLocal())
                .as("two echoes, two replies, one broadcast")
                .isEqualTo(5);
    }

    @Test
    void otherProtocolsGoToTheReceiverByteForByteAndInOrder() {
        Vtep a = start("a");
        Vtep b = start("b");
        InProcessPort portA = open(a, VNI, IP_A);
        InProcessPort portB = open(b, VNI, IP_B);
        tell(a, VNI, IP_B, b);
        Queue<String> texts = new ConcurrentLinkedQueue<>();
        Queue<String> threads = new ConcurrentLinkedQueue<>();
        portB.setReceiver(frame -> {
            frame.position(14);
            texts.add(StandardCharsets.UTF_8.decode(frame).toString());
            threads.add(Thread.currentThread().getName());
        });

        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            sent.add("frame " + i);
            ByteBuffer frame = ByteBuffer.allocate(64)
                    .put(hex(portB.mac()))
                    .put(hex(portA.mac()))
                    .putShort((short) 0x88B5)
                    .put(("frame " + i).getBytes(StandardCharsets.UTF_8))
                    .flip();
            assertThat(portA.send(frame)).isTrue();
        }

        await().atMost(PATIENCE).until(() -> texts.size() == 100);
        assertThat(texts).containsExactlyElementsOf(sent);
        assertThat(threads).containsOnly("swarm-overlay-b-callbacks");
    }

    @Test
    void garbageOnTheSocketIsCountedAndHarmsNobody() throws Exception {
        Vtep a = start("a");
        InProcessPort port = open(a, VNI, IP_A);
        try (DatagramSocket stranger = new DatagramSocket()) {
            List<String> datagrams = List.of(
                    "", // nothing at all
                    "08000000001001", // a byte short
                    "0000000000100100" + "00".repeat(60), // without the I flag
                    "0800000000999900" + "00".repeat(60), // a network nobody here is on
                    "0800000000100100" + "00".repeat(13), // less than an Ethernet header
                    "0800000000100100" + "00".repeat(60), // from nobody
                    "0800000000100100" + "ffffffffffff" + "02000000000181000064" + "00".repeat(60)); // with a VLAN tag
            for (String datagram : datagrams) {
                byte[] bytes = HexFormat.of().parseHex(datagram);
                stranger.send(new DatagramPacket(bytes, bytes.length, a.address()));
            }
            byte[] giant = new byte[60_000];
            System.arraycopy(HexFormat.of().parseHex("0800000000100100"), 0, giant, 0, 8);
            stranger.send(new DatagramPacket(giant, giant.length, a.address()));
        }

        await().atMost(PATIENCE).until(() -> a.stats().datagramsReceived() == 8);
        VtepStats stats = a.stats();
        assertThat(stats.dropped()).isEqualTo(8);
        assertThat(stats.dropped(DropReason.SHORT_HEADER)).isEqualTo(2);
        assertThat(stats.dropped(DropReason.NO_VNI_FLAG)).isEqualTo(1);
        assertThat(stats.dropped(DropReason.UNKNOWN_VNI)).isEqualTo(1);
        assertThat(stats.dropped(DropReason.RUNT_FRAME)).isEqualTo(1);
        assertThat(stats.dropped(DropReason.BAD_SOURCE)).isEqualTo(1);
        assertThat(stats.dropped(DropReason.INNER_VLAN)).isEqualTo(1);
        assertThat(stats.dropped(DropReason.GIANT_FRAME)).isEqualTo(1);
        assertThat(get(port.ping(IP_A, PATIENCE))).isPositive();
    }

    @Test
    void closingAnswersEveryoneWhoWaitsAndEndsTheThreads() {
        Vtep a = start("closing");
        InProcessPort port = open(a, VNI, IP_A);
        open(a, VNI, IP_B).close();
        CompletableFuture<Duration> waiting = port.ping(IP_C, Duration.ofHours(1));

        a.close();
        a.close();

        assertThatThrownBy(() -> get(waiting)).hasCauseInstanceOf(ClosedException.class);
        assertThatThrownBy(() -> get(port.ping(IP_C, PATIENCE))).hasCauseInstanceOf(ClosedException.class);
        assertThatThrownBy(() -> open(a, VNI, IP_B)).isInstanceOf(ClosedException.class);
        assertThat(port.send(ByteBuffer.allocate(60))).isFalse();
        await().atMost(PATIENCE)
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().startsWith("swarm-overlay-closing")));
    }

    @Test
    void aCallbackMayCloseTheEndpointItIsCalledBy() throws Exception {
        Vtep a = start("self-closing");
        InProcessPort port = open(a, VNI, IP_A);

        Duration spent = get(port.ping(IP_A, PATIENCE).thenApply(any -> {
            long before = System.nanoTime();
            a.close();
            return Duration.ofNanos(System.nanoTime() - before);
        }));

        assertThat(spent).as("without waiting for itself").isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void anEntryThatTheSocketCannotReachIsRefused() throws Exception {
        Vtep a = start("a");
        InetSocketAddress sixth = new InetSocketAddress(InetAddress.getByName("fd88::1"), Vtep.DEFAULT_PORT);
        ForwardingEntry entry = new ForwardingEntry(VNI, MacAddress.forIpv4(IP_B), IP_B, sixth);

        assertThatThrownBy(() -> a.control().put(entry))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("vtep: ");
    }

    @Test
    void entriesAreReadBackAsTheyWerePutAndThoseOfThisEndpointAreNotUsed() {
        Vtep a = start("a");
        open(a, VNI, IP_A);
        ForwardingEntry far = new ForwardingEntry(VNI, MacAddress.forIpv4(IP_C), IP_C, at("127.0.0.1", 9));
        ForwardingEntry own = new ForwardingEntry(VNI, MacAddress.forIpv4(IP_B), IP_B, a.address());
        a.control().put(far);
        a.control().put(own);

        assertThat(a.control().entries(VNI)).containsExactly(own, far);
        assertThat(a.control().entries(VNI + 1)).isEmpty();
        assertThat(a.advertised()).containsExactly(a.address());
    }

    @Test
    void aSocketInUseIsReportedWithItsAddress() {
        Vtep a = start("a");

        assertThatThrownBy(() -> Vtep.builder().bind(a.address()).build())
                .isInstanceOf(BindFailedException.class)
                .hasMessageContaining(String.valueOf(a.address().getPort()));
    }

    @Test
    void tooManyQuestionsAreRefusedAndNotQueued() {
        Vtep a = start("a");
        InProcessPort port = open(a, VNI, IP_A);
        List<CompletableFuture<Duration>> waiting = new ArrayList<>();
        for (int i = 0; i < 1024; i++) {
            waiting.add(port.ping(IP_C, Duration.ofHours(1)));
        }

        CompletableFuture<Duration> refused = port.ping(IP_C, PATIENCE);

        assertThatThrownBy(() -> get(refused)).hasCauseInstanceOf(OverlayException.OverloadedException.class);
        port.close();
        assertThat(waiting)
                .allSatisfy(each -> assertThatThrownBy(() -> get(each)).hasCauseInstanceOf(ClosedException.class));
    }

    @Test
    void endpointsOnAnIpv6SocketOfferASmallerMtuAndPing() throws Exception {
        InetAddress loopback = InetAddress.getByName("::1");
        assumeTrue(NetworkInterface.getByInetAddress(loopback) != null, "this host has no IPv6 loopback");
        Vtep a = started(Vtep.builder()
                .name("a")
                .bind(new InetSocketAddress(loopback, 0))
                .build());
        Vtep b = started(Vtep.builder()
                .name("b")
                .bind(new InetSocketAddress(loopback, 0))
                .build());
        InProcessPort portA = open(a, VNI, IP_A);
        open(b, VNI, IP_B);
        tell(a, VNI, IP_B, b);
        tell(b, VNI, IP_A, a);

        assertThat(get(portA.ping(IP_B, PATIENCE))).isPositive();
        assertThat(a.mtu()).isEqualTo(1430);
    }

    private Vtep start(String name) {
        return started(Vtep.builder().name(name).bind(at("127.0.0.1", 0)).build());
    }

    private Vtep started(Vtep vtep) {
        started.add(vtep);
        return vtep;
    }

    private static InProcessPort open(Vtep vtep, int vni, Inet4Address address) {
        return vtep.openPort(vni, MacAddress.forIpv4(address), address, 24);
    }

    private static void tell(Vtep vtep, int vni, Inet4Address address, Vtep home) {
        vtep.control().put(new ForwardingEntry(vni, MacAddress.forIpv4(address), address, home.address()));
    }

    private static byte[] hex(MacAddress mac) {
        return HexFormat.ofDelimiter(":").parseHex(mac.toString());
    }

    private static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(30, TimeUnit.SECONDS);
    }
}
