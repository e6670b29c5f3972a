package io.swarmsdk.overlay.internal.udp;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** IPv4 addresses as the numbers that the core works with. */
final class Ipv4Addresses {

    private Ipv4Addresses() {}

    static int toInt(Inet4Address address) {
        int value = 0;
        for (byte b : address.getAddress()) {
            value = value << 8 | (b & 0xFF);
        }
        return value;
    }

    static Inet4Address toAddress(int value) {
        byte[] bytes = {(byte) (value >>> 24), (byte) (value >>> 16), (byte) (value >>> 8), (byte) value};
        try {
            return (Inet4Address) InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    /** The bits that all addresses of a subnet share. */
    static int mask(int prefixLength) {
        return prefixLength == 0 ? 0 : -1 << 32 - prefixLength;
    }
}
