package io.swarmsdk.raft.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.swarmsdk.raft.internal.core.LogEntry;
import io.swarmsdk.raft.internal.core.RaftMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TcpTransportIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MAX_FRAME = 1 << 20;

    private final List<RaftMessage> arrived = Collections.synchronizedList(new ArrayList<>());

    @Test
    void messagesArriveInOrderWithTheirSender() {
        List<String> senders = Collections.synchronizedList(new ArrayList<>());
        try (TcpTransport b = TcpTransport.start(config("b", Map.of("a", nowhere())), (from, message) -> {
                    senders.add(from);
                    return arrived.add(message);
                });
                TcpTransport a = start("a", Map.of("b", b.address()))) {
            await().atMost(PATIENCE).until(() -> sendsOnce(a, new RaftMessage.VoteRequest(0, 0, 0, false)));
            List<RaftMessage> sent = new ArrayList<>();
            for (int i = 1; i <= 1_000; i++) {
                sent.add(
                        new RaftMessage.AppendRequest(1, i - 1, 1, 0, 0, List.of(LogEntry.command(i, 1, new byte[i]))));
            }
            sent.forEach(message -> a.send("b", message));

            await().atMost(PATIENCE).until(() -> arrived.size() == 1_001);
            assertThat(arrived.subList(1, 1_001)).isEqualTo(sent);
            assertThat(senders).containsOnly("a");
            assertThat(b.received()).isEqualTo(1_001);
        }
    }

    @Test
    void whatCannotBeSentIsCountedAndForgotten() {
        try (TcpTransport a = start("a", Map.of("b", nowhere()))) {
            a.send("b", new RaftMessage.VoteRequest(1, 0, 0, false));
            a.send("stranger", new RaftMessage.VoteRequest(1, 0, 0, false));

            assertThat(a.dropped()).isEqualTo(2);
            assertThat(a.sent()).isZero();
        }
    }

    @Test
    void aNodeOfAnotherClusterIsNotHeard() {
        try (TcpTransport b = start("b", Map.of("a", nowhere()));
                TcpTransport a = TcpTransport.start(
                        new TcpTransport.Config("other", "a", loopback(0), Map.of("b", b.address()), 1, MAX_FRAME),
                        (from, message) -> arrived.add(message));
                TcpTransport good = start("a", Map.of("b", b.address()))) {
            await().atMost(PATIENCE).until(() -> sendsOnce(good, new RaftMessage.VoteRequest(2, 0, 0, false)));
            a.send("b", new RaftMessage.VoteRequest(1, 0, 0, false));

            await().atMost(PATIENCE).until(() -> !arrived.isEmpty());
            assertThat(a.sent()).isZero();
            assertThat(arrived).containsOnly(new RaftMessage.VoteRequest(2, 0, 0, false));
        }
    }

    @Test
    void strangersWhoSendGarbageAreHungUpOnAndPeersAreStillHeard() throws IOException {
        var random = new Random(7);
        try (TcpTransport b = start("b", Map.of("a", nowhere()));
                TcpTransport a = start("a", Map.of("b", b.address()))) {
            for (int i = 0; i < 50; i++) {
                byte[] garbage = new byte[1 + random.nextInt(5_000)];
                random.nextBytes(garbage);
                garbage[0] |= 1; // a frame longer than any
                try (var stranger =
                        new Socket(b.address().getAddress(), b.address().getPort())) {
                    stranger.setSoTimeout(60_000);
                    stranger.getOutputStream().write(garbage);
                    assertThat(hungUp(stranger)).isTrue();
                }
            }
            await().atMost(PATIENCE).until(() -> sendsOnce(a, new RaftMessage.VoteResponse(1, true, true)));
            await().atMost(PATIENCE).until(() -> arrived.size() == 1);
        }
    }

    private static boolean hungUp(Socket stranger) {
        try {
            return stranger.getInputStream().read() < 0;
        } catch (IOException reset) {
            return true;
        }
    }

    /** True once a connection took the message. */
    private static boolean sendsOnce(TcpTransport from, RaftMessage message) {
        if (from.sent() == 0) {
            from.send("b", message);
        }
        return from.sent() == 1;
    }

    private TcpTransport start(String self, Map<String, InetSocketAddress> peers) {
        return TcpTransport.start(config(self, peers), (from, message) -> arrived.add(message));
    }

    private static TcpTransport.Config config(String self, Map<String, InetSocketAddress> peers) {
        return new TcpTransport.Config("test", self, loopback(0), peers, 1, MAX_FRAME);
    }

    /** A port that nobody listens on. */
    private static InetSocketAddress nowhere() {
        return loopback(1);
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }
}
