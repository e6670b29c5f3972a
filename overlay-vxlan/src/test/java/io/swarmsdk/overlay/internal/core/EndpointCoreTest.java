package io.swarmsdk.overlay.internal.core;

import static io.swarmsdk.overlay.internal.core.Packets.IPV4;
import static io.swarmsdk.overlay.internal.core.Packets.arpReply;
import static io.swarmsdk.overlay.internal.core.Packets.arpRequest;
import static io.swarmsdk.overlay.internal.core.Packets.echo;
import static io.swarmsdk.overlay.internal.core.Packets.ethernet;
import static io.swarmsdk.overlay.internal.core.Packets.hex;
import static io.swarmsdk.overlay.internal.core.Packets.ipv4;
import static org.assertj.core.api.Assertions.assertThat;

import io.swarmsdk.overlay.internal.core.Traffic.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointCoreTest {

    private static final long MAC = 0x0242_0A2A_0063L;
    private static final long PEER = 0x0242_0A2A_0001L;
    private static final long EVERYBODY = 0xFFFF_FFFF_FFFFL;
    private static final int IP = 0x0A2A_0063;
    private static final int PEER_IP = 0x0A2A_0001;
    private static final long SECOND = 1_000_000_000L;
    private static final int ICMP = 1;
    private static final int UDP = 17;

    private final HostLog log = new HostLog();
    private final EndpointCore core = new EndpointCore(MAC, IP, new Traffic());
    private long now = Long.MAX_VALUE - SECOND; // the clock wraps in the middle of what follows

    @Test
    void answersArpForItsOwnAddressOnly() {
        assertThat(receive(arpRequest(PEER, PEER_IP, IP)))
                .containsExactly(HostLog.sent(arpReply(MAC, IP, PEER, PEER_IP)));
        assertThat(receive(arpRequest(PEER, PEER_IP, IP + 1))).isEmpty();
        assertThat(core.traffic().get(Kind.ARP_ANSWERED)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 56, 57, 1422})
    void answersAnEchoRequestWithItsOwnDataAndRightChecksums(int dataLength) {
        byte[] data = new byte[dataLength];
        new Random(dataLength).nextBytes(data);
        byte[] request = ethernet(MAC, PEER, IPV4, ipv4(ICMP, PEER_IP, IP, echo(8, 0xBEEF, 513, data)));

        receive(request);

        byte[] reply = log.sent.get(0);
        assertThat(log.sent).hasSize(1);
        assertThat(Arrays.copyOf(reply, 14)).isEqualTo(Arrays.copyOf(ethernet(PEER, MAC, IPV4, new byte[0]), 14));
        byte[] packet = Arrays.copyOfRange(reply, 14, reply.length);
        assertThat(Packets.checksum(packet, 20)).as("IPv4 checksum").isZero();
        assertThat(Arrays.copyOfRange(packet, 12, 20)).isEqualTo(hex("0a2a0063 0a2a0001"));
        assertThat(Arrays.copyOfRange(packet, 20, packet.length)).isEqualTo(echo(0, 0xBEEF, 513, data));
    }

    @Test
    void toleratesOptionsAndPadding() {
        byte[] plain = ipv4(ICMP, PEER_IP, IP, echo(8, 1, 2, new byte[4]));
        byte[] padded = Arrays.copyOf(ethernet(MAC, PEER, IPV4, plain), 60);
        byte[] withOptions = hex("4600 0024 0000 4000 4001 0000 0a2a0001 0a2a0063 01010101");
        short checksum = Packets.checksum(withOptions, 24);
        withOptions[10] = (byte) (checksum >>> 8);
        withOptions[11] = (byte) checksum;
        byte[] options = Arrays.copyOf(withOptions, 36);
        System.arraycopy(echo(8, 1, 2, new byte[4]), 0, options, 24, 12);

        receive(padded);
        receive(ethernet(MAC, PEER, IPV4, options));

        assertThat(log.sent).hasSize(2).allSatisfy(reply -> assertThat(reply).hasSize(14 + 20 + 12));
    }

    @Test
    void damagedPacketsAreDroppedWithTheirReason() {
        byte[] good = ipv4(ICMP, PEER_IP, IP, echo(8, 1, 2, new byte[8]));
        byte[] badHeader = good.clone();
        badHeader[8] ^= 1;
        byte[] badMessage = good.clone();
        badMessage[30] ^= 1;
        byte[] tooLong = good.clone();
        tooLong[3] = (byte) 200;
        byte[] version6 = good.clone();
        version6[0] = 0x65;

        assertThat(receive(ethernet(MAC, PEER, IPV4, badHeader))).containsExactly("drop BAD_CHECKSUM");
        assertThat(receive(ethernet(MAC, PEER, IPV4, badMessage))).containsExactly("drop BAD_CHECKSUM");
        assertThat(receive(ethernet(MAC, PEER, IPV4, tooLong))).containsExactly("drop MALFORMED");
        assertThat(receive(ethernet(MAC, PEER, IPV4, version6))).containsExactly("drop MALFORMED");
        assertThat(receive(ethernet(MAC, PEER, IPV4, new byte[19]))).containsExactly("drop MALFORMED");
        assertThat(receive(ethernet(MAC, PEER, IPV4, ipv4(ICMP, PEER_IP, IP, new byte[7]))))
                .containsExactly("drop MALFORMED");
        assertThat(receive(ethernet(MAC, PEER, Packets.ARP, new byte[28]))).containsExactly("drop MALFORMED");
        assertThat(receive(ethernet(MAC, PEER, IPV4, ipv4(ICMP, PEER_IP, IP + 1, echo(8, 1, 2, new byte[8])))))
                .containsExactly("drop NOT_OWN_ADDRESS");
    }

    @Test
    void doesNotAnswerAnEchoRequestToEverybody() {
        byte[] packet = ipv4(ICMP, PEER_IP, IP, echo(8, 1, 2, new byte[8]));

        assertThat(receive(ethernet(EVERYBODY, PEER, IPV4, packet))).containsExactly("drop NOT_OWN_ADDRESS");
    }

    @Test
    void whatItDoesNotUnderstandGoesToTheReceiver() {
        byte[] udp = ethernet(MAC, PEER, IPV4, ipv4(UDP, PEER_IP, IP, new byte[12]));
        byte[] broadcast = ethernet(EVERYBODY, PEER, IPV4, ipv4(UDP, PEER_IP, -1, new byte[12]));
        byte[] ipv6 = ethernet(MAC, PEER, 0x86DD, new byte[40]);
        byte[] unreachable = ethernet(MAC, PEER, IPV4, ipv4(ICMP, PEER_IP, IP, echo(3, 0, 0, new byte[8])));

        for (byte[] frame : List.of(udp, broadcast, ipv6, unreachable)) {
            assertThat(receive(frame)).containsExactly(HostLog.receiver(frame));
        }
    }

    @Test
    void aPingAsksForTheAddressThenForTheEchoAndTellsTheTimeBetweenEchoAndReply() {
        core.ping(1, PEER_IP, 5 * SECOND, now, log);
        assertThat(log.lines).containsExactly(HostLog.sent(arpRequest(MAC, IP, PEER_IP)));

        now += 300;
        receive(arpReply(PEER, PEER_IP, MAC, IP));
        byte[] request = log.sent.get(1);
        assertThat(Arrays.copyOf(request, 6)).isEqualTo(hex("02420a2a0001"));
        assertThat(Packets.checksum(Arrays.copyOfRange(request, 14, 34), 20)).isZero();
        byte[] message = Arrays.copyOfRange(request, 34, request.length);
        assertThat(message).startsWith(8, 0).hasSize(64);
        assertThat(Packets.checksum(message, message.length)).isZero();

        now += 700;
        byte[] reply = replyTo(message);
        assertThat(receive(reply)).containsExactly("answered 1 in 700");
        assertThat(receive(reply)).as("a second time").containsExactly("drop UNEXPECTED_REPLY");
    }

    @Test
    void aReplyFromSomebodyElseOrToAnotherProcessIsNoAnswer() {
        core.ping(1, PEER_IP, 5 * SECOND, now, log);
        receive(arpReply(PEER, PEER_IP, MAC, IP));
        byte[] message = Arrays.copyOfRange(log.sent.get(1), 34, log.sent.get(1).length);
        int identifier = (message[4] & 0xFF) << 8 | message[5] & 0xFF;
        int sequence = (message[6] & 0xFF) << 8 | message[7] & 0xFF;

        byte[] other = ipv4(ICMP, PEER_IP + 1, IP, echo(0, identifier, sequence, new byte[56]));
        byte[] foreign = ipv4(ICMP, PEER_IP, IP, echo(0, identifier + 1, sequence, new byte[56]));

        assertThat(receive(ethernet(MAC, PEER, IPV4, other))).containsExactly("drop UNEXPECTED_REPLY");
        assertThat(receive(ethernet(MAC, PEER, IPV4, foreign))).containsExactly("drop UNEXPECTED_REPLY");
    }

    @Test
    void asksAgainEachSecondAndGivesUpWhenTheTimeIsOver() {
        core.resolve(7, PEER_IP, 5 * SECOND / 2, now, log);
        assertThat(log.wishes).containsExactly(now + SECOND);

        tick(SECOND - 1);
        assertThat(log.sent).hasSize(1);
        tick(1);
        assertThat(log.sent).hasSize(2);
        tick(SECOND);
        assertThat(log.sent).hasSize(3);
        assertThat(log.wishes).last().as("the deadline").isEqualTo(now + SECOND / 2);
        tick(SECOND / 2);
        assertThat(log.lines).last().isEqualTo("expired 7 at ARP");

        log.wishes.clear();
        tick(SECOND);
        assertThat(log.wishes).as("nothing is under way").isEmpty();
        assertThat(receive(arpReply(PEER, PEER_IP, MAC, IP))).containsExactly("drop UNEXPECTED_REPLY");
    }

    @Test
    void aPingWhoseReplyNeverComesExpiresAtTheEcho() {
        core.ping(1, PEER_IP, SECOND, now, log);
        receive(arpReply(PEER, PEER_IP, MAC, IP));

        tick(SECOND);

        assertThat(log.lines).last().isEqualTo("expired 1 at the echo");
        byte[] message = Arrays.copyOfRange(log.sent.get(1), 34, log.sent.get(1).length);
        assertThat(receive(replyTo(message))).containsExactly("drop UNEXPECTED_REPLY");
    }

    @Test
    void oneArpReplyServesAllWhoWaitForThatAddress() {
        core.resolve(1, PEER_IP, SECOND, now, log);
        core.resolve(2, PEER_IP, SECOND, now, log);
        core.resolve(3, PEER_IP + 1, SECOND, now, log);

        assertThat(receive(arpReply(PEER, PEER_IP, MAC, IP)))
                .containsExactly("resolved 1 to 2420a2a0001", "resolved 2 to 2420a2a0001");
    }

    private List<String> receive(byte[] frame) {
        log.lines.clear();
        core.receive(new ArrayFrame(frame), 0, frame.length, now, log);
        return List.copyOf(log.lines);
    }

    private void tick(long later) {
        now += later;
        core.tick(now, log);
    }

    private static byte[] replyTo(byte[] message) {
        int identifier = (message[4] & 0xFF) << 8 | message[5] & 0xFF;
        int sequence = (message[6] & 0xFF) << 8 | message[7] & 0xFF;
        byte[] data = Arrays.copyOfRange(message, 8, message.length);
        return ethernet(MAC, PEER, IPV4, ipv4(ICMP, PEER_IP, IP, echo(0, identifier, sequence, data)));
    }
}
