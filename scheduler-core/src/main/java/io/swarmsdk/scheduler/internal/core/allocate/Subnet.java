package io.swarmsdk.scheduler.internal.core.allocate;

import java.util.Optional;

/**
 * An IPv4 subnet.
 *
 * @param base network address as a number, 0 to 2^32-1
 * @param prefix length, 1 to 30
 */
record Subnet(long base, int prefix) {
    /** The pool that subnets are cut from when none is wanted. */
    static final Subnet POOL = new Subnet(10L << 24, 8);

    /** Reads CIDR text; host bits are cleared. Empty when it is none, or too small for two hosts. */
    static Optional<Subnet> parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || !text.substring(slash + 1).matches("[0-9]{1,2}")) {
            return Optional.empty();
        }
        int prefix = Integer.parseInt(text.substring(slash + 1));
        var address = address(text.substring(0, slash));
        if (address < 0 || prefix < 1 || prefix > 30) {
            return Optional.empty();
        }
        return Optional.of(new Subnet(address & mask(prefix), prefix));
    }

    /** An address as a number; -1 when it is none. */
    static long address(String text) {
        var parts = text.split("\\.", -1);
        long address = 0;
        for (String part : parts) {
            if (parts.length != 4 || !part.matches("0|[1-9][0-9]{0,2}") || Integer.parseInt(part) > 255) {
                return -1;
            }
            address = address << 8 | Integer.parseInt(part);
        }
        return address;
    }

    /** An address as text. */
    static String text(long address) {
        return (address >>> 24) + "." + (address >>> 16 & 255) + "." + (address >>> 8 & 255) + "." + (address & 255);
    }

    long size() {
        return 1L << (32 - prefix);
    }

    /** Addresses for tasks: all but the network's own, the gateway's (the first) and the broadcast address. */
    long tasks() {
        return size() - 3;
    }

    /** The task address number {@code index}, from 0. */
    long task(long index) {
        return base + 2 + index;
    }

    boolean contains(long address) {
        return (address & mask(prefix)) == base;
    }

    boolean overlaps(Subnet other) {
        return contains(other.base) || other.contains(base);
    }

    /** The subnet number {@code index} of this size inside the pool; empty behind its end. */
    static Optional<Subnet> ofPool(int index, int prefix) {
        long base = POOL.base + index * (1L << (32 - prefix));
        return POOL.contains(base) ? Optional.of(new Subnet(base, prefix)) : Optional.empty();
    }

    @Override
    public String toString() {
        return text(base) + "/" + prefix;
    }

    private static long mask(int prefix) {
        return 0xFFFF_FFFFL << (32 - prefix) & 0xFFFF_FFFFL;
    }
}
