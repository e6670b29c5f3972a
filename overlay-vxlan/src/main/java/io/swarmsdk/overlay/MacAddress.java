package io.swarmsdk.overlay;

import java.net.Inet4Address;
import java.util.HexFormat;

/**
 * A 48-bit Ethernet address.
 *
 * @param value the address as a number, first byte on the wire highest: 0 to 2^48 - 1
 */
public record MacAddress(long value) implements Comparable<MacAddress> {

    /** The address of everybody on the network. */
    public static final MacAddress BROADCAST = new MacAddress(0xFFFF_FFFF_FFFFL);

    private static final long MAX = 0xFFFF_FFFF_FFFFL;
    private static final long FOR_IPV4 = 0x0242_0000_0000L;
    private static final long GROUP_BIT = 1L << 40;
    private static final HexFormat COLONS = HexFormat.ofDelimiter(":");

    /** Checks the range. */
    public MacAddress {
        if (value < 0 || value > MAX) {
            throw new IllegalArgumentException("value: " + value + " (expected: 0 to 2^48 - 1)");
        }
    }

    /** The locally administered address that a swarm gives to the owner of an IPv4 address: {@code 02:42:aa:bb:cc:dd}. */
    public static MacAddress forIpv4(Inet4Address address) {
        byte[] bytes = address.getAddress();
        long low = 0;
        for (byte b : bytes) {
            low = low << 8 | (b & 0xFF);
        }
        return new MacAddress(FOR_IPV4 | low);
    }

    /** Reads six bytes in hexadecimal, separated by colons: {@code 02:42:0a:2a:00:63}. */
    public static MacAddress parse(String text) {
        byte[] bytes;
        try {
            bytes = COLONS.parseHex(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(expectation(text), e);
        }
        if (bytes.length != 6) {
            throw new IllegalArgumentException(expectation(text));
        }
        long value = 0;
        for (byte b : bytes) {
            value = value << 8 | (b & 0xFF);
        }
        return new MacAddress(value);
    }

    private static String expectation(String text) {
        return "text: " + text + " (expected: six bytes as in 02:42:0a:2a:00:63)";
    }

    /** Whether this names a group of stations (multicast or broadcast) and so can never be a sender. */
    public boolean isGroup() {
        return (value & GROUP_BIT) != 0;
    }

    /** Whether this can be the address of one station: not a group, not all zero. */
    public boolean isStation() {
        return value != 0 && !isGroup();
    }

    @Override
    public int compareTo(MacAddress other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        byte[] bytes = new byte[6];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (value >>> 40 - 8 * i);
        }
        return COLONS.formatHex(bytes);
    }
}
