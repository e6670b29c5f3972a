package io.swarmsdk.gossip.internal.core;

/** An IP address as 128 bits (IPv4 as the mapped ::ffff:a.b.c.d) and a port: a value the core can carry and compare. */
public record Endpoint(long high, long low, int port) {

    private static final long MAPPED = 0x0000_ffff_0000_0000L;

    public static Endpoint ipv4(int address, int port) {
        return new Endpoint(0, MAPPED | (address & 0xffff_ffffL), port);
    }

    public boolean isIpv4() {
        return high == 0 && (low & 0xffff_ffff_0000_0000L) == MAPPED;
    }

    boolean isSane() {
        return port > 0 && port <= 0xffff && (high != 0 || (low & 0xffff_ffffL) != 0); // :: and 0.0.0.0 reach nobody
    }

    @Override
    public String toString() {
        if (isIpv4()) {
            return (low >>> 24 & 255) + "." + (low >>> 16 & 255) + "." + (low >>> 8 & 255) + "." + (low & 255) + ":"
                    + port;
        }
        return "[" + Long.toHexString(high) + "/" + Long.toHexString(low) + "]:" + port;
    }
}
