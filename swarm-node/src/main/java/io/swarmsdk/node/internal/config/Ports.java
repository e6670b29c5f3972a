package io.swarmsdk.node.internal.config;

import io.swarmsdk.node.SwarmException.NodeException;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;

/**
 * The four sockets of a node on two port numbers: API on TCP {@code p}, Raft on TCP {@code p+1}, gossip on UDP {@code p},
 * VXLAN on UDP {@code p+1}.
 */
public final class Ports {
    private static final int TRIES = 64;

    private Ports() {}

    /** The base port: the one wanted, or for 0 one whose four sockets are free now. */
    public static int base(InetSocketAddress wanted) {
        if (wanted.getPort() != 0) {
            return wanted.getPort();
        }
        for (int i = 0; i < TRIES; i++) {
            int port = candidate(wanted.getAddress());
            if (port < 65_535 && isFree(wanted.getAddress(), port) && isFree(wanted.getAddress(), port + 1)) {
                return port;
            }
        }
        throw new NodeException(
                "bind: " + HostPort.format(wanted) + ": found no two neighbouring free ports in " + TRIES + " tries",
                null);
    }

    private static int candidate(InetAddress address) {
        try (var socket = new ServerSocket(0, 1, address)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new NodeException("bind: " + address.getHostAddress() + ": " + e.getMessage(), e);
        }
    }

    private static boolean isFree(InetAddress address, int port) {
        try (var tcp = new ServerSocket(port, 1, address);
                var udp = new DatagramSocket(port, address)) {
            return tcp.isBound() && udp.isBound();
        } catch (SocketException e) {
            return false;
        } catch (IOException e) {
            throw new NodeException("bind: " + address.getHostAddress() + ": " + e.getMessage(), e);
        }
    }

    /** The same address with the port so many further on. */
    public static InetSocketAddress offset(InetSocketAddress address, int by) {
        return new InetSocketAddress(address.getAddress(), address.getPort() + by);
    }
}
