package io.swarmsdk.overlay;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Addresses for tests, written as people write them. */
public final class Inet {

    private Inet() {}

    public static Inet4Address ip(String text) {
        try {
            return (Inet4Address) InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    public static InetSocketAddress at(String host, int port) {
        return new InetSocketAddress(ip(host), port);
    }
}
