package io.swarmsdk.node.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @Test
    void takesTheWantedPortUnseen() {
        assertThat(Ports.base(new InetSocketAddress(LOOPBACK, 7000))).isEqualTo(7000);
    }

    @Test
    void findsAPortWhoseFourSocketsCanBeBound() throws Exception {
        int base = Ports.base(new InetSocketAddress(LOOPBACK, 0));
        try (var api = new ServerSocket(base, 1, LOOPBACK);
                var raft = new ServerSocket(base + 1, 1, LOOPBACK);
                var gossip = new DatagramSocket(base, LOOPBACK);
                var overlay = new DatagramSocket(base + 1, LOOPBACK)) {
            assertThat(api.isBound() && raft.isBound() && gossip.isBound() && overlay.isBound())
                    .isTrue();
        }
    }

    @Test
    void countsPortsFromAnAddress() {
        assertThat(Ports.offset(new InetSocketAddress(LOOPBACK, 7000), 1))
                .isEqualTo(new InetSocketAddress(LOOPBACK, 7001));
    }
}
