package io.swarmsdk.overlay.internal.core;

import static io.swarmsdk.overlay.internal.core.Packets.arpReply;
import static io.swarmsdk.overlay.internal.core.Packets.arpRequest;
import static io.swarmsdk.overlay.internal.core.Packets.ethernet;
import static io.swarmsdk.overlay.internal.core.Packets.frame;
import static io.swarmsdk.overlay.internal.core.Packets.hex;
import static io.swarmsdk.overlay.internal.core.Packets.vxlan;
import static io.swarmsdk.overlay.internal.core.SwitchLog.port;
import static io.swarmsdk.overlay.internal.core.SwitchLog.vtep;
import static org.assertj.core.api.Assertions.assertThat;

import io.swarmsdk.overlay.DropReason;
import io.swarmsdk.overlay.internal.core.Traffic.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Network 7: ports 0 and 1 here, one station behind each of the tunnels 5 and 6. Network 8: the same MAC addresses. */
class VirtualSwitchTest {

    private static final int MTU = 1450;
    private static final long EVERYBODY = 0xFFFF_FFFF_FFFFL;
    private static final long MAC_0 = 0x0242_0A07_0001L;
    private static final long MAC_1 = 0x0242_0A07_0002L;
    private static final long FAR_5 = 0x0242_0A07_0005L;
    private static final long FAR_6 = 0x0242_0A07_0006L;
    private static final long NOBODY = 0x0242_0A07_0063L;
    private static final int IP_0 = 0x0A07_0001;
    private static final int IP_1 = 0x0A07_0002;
    private static final int FAR_IP_5 = 0x0A07_0005;
    private static final int FAR_IP_6 = 0x0A07_0006;

    private final Segments segments = new Segments();
    private final VirtualSwitch virtualSwitch = new VirtualSwitch(segments, MTU);
    private final SwitchLog log = new SwitchLog();

    @BeforeEach
    void populate() {
        segments.addPort(7, 0, MAC_0, IP_0);
        segments.addPort(7, 1, MAC_1, IP_1);
        segments.put(7, new Segment.Row(FAR_5, FAR_IP_5, 5));
        segments.put(7, new Segment.Row(FAR_6, FAR_IP_6, 6));
        segments.addPort(8, 2, MAC_0, IP_0);
        segments.put(8, new Segment.Row(FAR_5, FAR_IP_5, 9));
    }

    @Test
    void aFrameForAFarStationGoesIntoItsTunnelBehindTheHeader() {
        assertThat(fromPort(0, 7, frame(FAR_6, MAC_0))).containsExactly(vtep(6, vxlan(7, frame(FAR_6, MAC_0))));
    }

    @Test
    void theSameAddressOnAnotherNetworkIsAnotherStation() {
        assertThat(fromPort(2, 8, frame(FAR_5, MAC_0))).containsExactly(vtep(9, vxlan(8, frame(FAR_5, MAC_0))));
        assertThat(fromPort(2, 8, frame(MAC_1, MAC_0))).containsExactly("drop UNKNOWN_DESTINATION");
        assertThat(fromTunnel(vxlan(8, frame(MAC_0, FAR_5)))).containsExactly(port(2, frame(MAC_0, FAR_5)));
    }

    @Test
    void aFrameForALocalPortStaysHere() {
        assertThat(fromPort(0, 7, frame(MAC_1, MAC_0))).containsExactly(port(1, frame(MAC_1, MAC_0)));
    }

    @Test
    void aBroadcastGoesOnceToEachTunnelOfTheNetworkAndToTheOtherPorts() {
        segments.put(7, new Segment.Row(NOBODY, 0x0A07_0063, 6)); // a second station behind tunnel 6

        byte[] frame = frame(EVERYBODY, MAC_0);
        assertThat(fromPort(0, 7, frame))
                .containsExactly(vtep(5, vxlan(7, frame)), vtep(6, vxlan(7, frame)), port(1, frame));
    }

    @Test
    void aBroadcastFromATunnelGoesToPortsOnly() {
        byte[] frame = frame(EVERYBODY, FAR_5);

        assertThat(fromTunnel(vxlan(7, frame))).containsExactly(port(0, frame), port(1, frame));
    }

    @Test
    void aFrameFromATunnelForAFarStationIsNotPassedOn() {
        assertThat(fromTunnel(vxlan(7, frame(FAR_6, FAR_5)))).containsExactly("drop UNKNOWN_DESTINATION");
    }

    @Test
    void anArpRequestForAKnownStationIsAnsweredHere() {
        assertThat(fromPort(0, 7, arpRequest(MAC_0, IP_0, FAR_IP_5)))
                .containsExactly(port(0, arpReply(FAR_5, FAR_IP_5, MAC_0, IP_0)));
        assertThat(fromPort(0, 7, arpRequest(MAC_0, IP_0, IP_1)))
                .containsExactly(port(0, arpReply(MAC_1, IP_1, MAC_0, IP_0)));
        assertThat(virtualSwitch.traffic().get(Kind.ARP_ANSWERED)).isEqualTo(2);
    }

    @Test
    void anArpRequestForAnUnknownStationIsABroadcastAndOneForOneselfGetsNoAnswer() {
        byte[] unknown = arpRequest(MAC_0, IP_0, 0x0A07_0063);
        byte[] own = arpRequest(MAC_0, IP_0, IP_0);

        assertThat(fromPort(0, 7, unknown))
                .containsExactly(vtep(5, vxlan(7, unknown)), vtep(6, vxlan(7, unknown)), port(1, unknown));
        assertThat(fromPort(0, 7, own)).containsExactly(vtep(5, vxlan(7, own)), vtep(6, vxlan(7, own)), port(1, own));
    }

    @Test
    void anArpRequestFromATunnelIsForThePortsToAnswer() {
        byte[] request = arpRequest(FAR_5, FAR_IP_5, FAR_IP_6);

        assertThat(fromTunnel(vxlan(7, request))).containsExactly(port(0, request), port(1, request));
    }

    @Test
    void anOutgoingVlanTagIsTakenOffAndASecondOneIsTooMuch() {
        byte[] tagged = ethernet(FAR_5, MAC_0, 0x8100, hex("0064 88b5 7061796c6f6164"));
        byte[] twice = ethernet(FAR_5, MAC_0, 0x88A8, hex("00c8 8100 0064 88b5 7061796c6f6164"));

        assertThat(fromPort(0, 7, tagged)).containsExactly(vtep(5, vxlan(7, frame(FAR_5, MAC_0))));
        assertThat(fromPort(0, 7, twice)).containsExactly("drop INNER_VLAN");
    }

    @Test
    void theLargestFramePassesAndOneByteMoreDoesNot() {
        byte[] largest = ethernet(FAR_5, MAC_0, Packets.EXPERIMENT, new byte[MTU]);
        byte[] giant = ethernet(FAR_5, MAC_0, Packets.EXPERIMENT, new byte[MTU + 1]);

        assertThat(fromPort(0, 7, largest)).containsExactly(vtep(5, vxlan(7, largest)));
        assertThat(fromPort(0, 7, giant)).containsExactly("drop GIANT_FRAME");
        byte[] back = ethernet(MAC_0, FAR_5, Packets.EXPERIMENT, new byte[MTU]);
        assertThat(fromTunnel(vxlan(7, back))).containsExactly(port(0, back));
        assertThat(fromTunnel(vxlan(7, ethernet(MAC_0, FAR_5, Packets.EXPERIMENT, new byte[MTU + 1]))))
                .containsExactly("drop GIANT_FRAME");
    }

    static Stream<Arguments> badDatagrams() {
        return Stream.of(
                Arguments.of("nothing", new byte[0], DropReason.SHORT_HEADER),
                Arguments.of("seven bytes", hex("08000000000007"), DropReason.SHORT_HEADER),
                Arguments.of("no I flag", hex("00000000 00000700" + "00".repeat(60)), DropReason.NO_VNI_FLAG),
                Arguments.of("foreign network", vxlan(9, frame(MAC_0, FAR_5)), DropReason.UNKNOWN_VNI),
                Arguments.of("network 0", vxlan(0, frame(MAC_0, FAR_5)), DropReason.UNKNOWN_VNI),
                Arguments.of("header only", vxlan(7, new byte[0]), DropReason.RUNT_FRAME),
                Arguments.of("thirteen bytes", vxlan(7, new byte[13]), DropReason.RUNT_FRAME),
                Arguments.of("zero sender", vxlan(7, frame(MAC_0, 0)), DropReason.BAD_SOURCE),
                Arguments.of("group sender", vxlan(7, frame(MAC_0, EVERYBODY)), DropReason.BAD_SOURCE),
                Arguments.of("own sender", vxlan(7, frame(MAC_0, MAC_1)), DropReason.LOOPED),
                Arguments.of("tagged", vxlan(7, ethernet(MAC_0, FAR_5, 0x8100, new byte[20])), DropReason.INNER_VLAN),
                Arguments.of("QinQ", vxlan(7, ethernet(MAC_0, FAR_5, 0x88A8, new byte[20])), DropReason.INNER_VLAN),
                Arguments.of("unknown", vxlan(7, frame(NOBODY, FAR_5)), DropReason.UNKNOWN_DESTINATION));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("badDatagrams")
    void aBadDatagramIsDroppedAndCountedUnderItsReason(String what, byte[] datagram, DropReason reason) {
        assertThat(fromTunnel(datagram)).as(what).containsExactly("drop " + reason);

        Traffic traffic = virtualSwitch.traffic();
        assertThat(traffic.dropped(reason)).isEqualTo(1);
        assertThat(traffic.get(Kind.DATAGRAMS_RECEIVED)).isEqualTo(1);
        assertThat(traffic.get(Kind.FRAMES_DECAPSULATED)).isZero();
    }

    @Test
    void aNetworkWithEntriesButWithoutAPortIsNotTerminatedHere() {
        segments.put(11, new Segment.Row(FAR_5, FAR_IP_5, 5));

        assertThat(fromTunnel(vxlan(11, frame(MAC_0, FAR_5)))).containsExactly("drop UNKNOWN_VNI");
    }

    @Test
    void aPortMaySendUnderItsOwnAddressOnly() {
        assertThat(fromPort(0, 7, frame(FAR_5, MAC_1))).containsExactly("drop BAD_SOURCE");
        assertThat(fromPort(0, 7, frame(FAR_5, NOBODY))).containsExactly("drop BAD_SOURCE");
        assertThat(fromPort(0, 7, new byte[13])).containsExactly("drop RUNT_FRAME");
    }

    @Test
    void anUnknownStationIsNotLookedForByFlooding() {
        assertThat(fromPort(0, 7, frame(NOBODY, MAC_0))).containsExactly("drop UNKNOWN_DESTINATION");
    }

    @Test
    void nothingIsLearnedFromFrames() {
        fromTunnel(vxlan(7, frame(MAC_0, NOBODY)));

        assertThat(fromPort(0, 7, frame(NOBODY, MAC_0))).containsExactly("drop UNKNOWN_DESTINATION");
    }

    @Test
    void countsFramesAndBytesForTheNetworkAndInAll() {
        fromPort(0, 7, frame(FAR_5, MAC_0));
        fromPort(0, 7, frame(EVERYBODY, MAC_0));
        fromTunnel(vxlan(7, frame(EVERYBODY, FAR_5)));

        Segment seven = segments.all().get(0);
        for (Traffic traffic : List.of(virtualSwitch.traffic(), seven.traffic())) {
            assertThat(traffic.get(Kind.FRAMES_ENCAPSULATED)).isEqualTo(3);
            assertThat(traffic.get(Kind.BYTES_ENCAPSULATED)).isEqualTo(3 * 21);
            assertThat(traffic.get(Kind.FRAMES_DECAPSULATED)).isEqualTo(1);
            assertThat(traffic.get(Kind.BYTES_DECAPSULATED)).isEqualTo(21);
            assertThat(traffic.get(Kind.FRAMES_LOCAL)).isEqualTo(1);
        }
    }

    private List<String> fromPort(int port, int vni, byte[] frame) {
        log.lines.clear();
        ArrayFrame buffer = Packets.withHeadroom(frame);
        virtualSwitch.fromPort(port, vni, buffer, EndpointCore.HEADROOM, frame.length, log);
        return List.copyOf(log.lines);
    }

    private List<String> fromTunnel(byte[] datagram) {
        log.lines.clear();
        byte[] exact = Arrays.copyOf(datagram, datagram.length); // a read past the end throws
        virtualSwitch.fromTunnel(new ArrayFrame(exact), 0, exact.length, log);
        return List.copyOf(log.lines);
    }
}
