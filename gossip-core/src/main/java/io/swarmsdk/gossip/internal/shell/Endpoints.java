package io.swarmsdk.gossip.internal.shell;

import io.swarmsdk.gossip.internal.core.Endpoint;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/** Between the JDK's socket addresses and the core's endpoints. Pure; never asks a name server. */
public final class Endpoints {

    private Endpoints() {}

    /** The address is resolved. */
    public static Endpoint of(InetSocketAddress address) {
        ByteBuffer ip = ByteBuffer.wrap(address.getAddress().getAddress());
        return ip.remaining() == 4
                ? Endpoint.ipv4(ip.getInt(), address.getPort())
                : new Endpoint(ip.getLong(), ip.getLong(), address.getPort());
    }

    /** A mapped IPv4 address becomes an IPv4 address. */
    public static InetSocketAddress toAddress(Endpoint endpoint) {
        byte[] ip = ByteBuffer.allocate(16)
                .putLong(endpoint.high())
                .putLong(endpoint.low())
                .array();
        try {
            return new InetSocketAddress(InetAddress.getByAddress(ip), endpoint.port());
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("16 bytes are an address", impossible);
        }
    }
}
