package io.swarmsdk.scheduler.internal.core.place;

import java.util.Optional;

/**
 * An IP address, or a subnet in CIDR form whose host bits do not matter. An IPv4 address and the same one mapped into
 * IPv6 are equal. Looks nothing up.
 */
final class AddressRange {
    private static final int BITS = 128;
    private static final int V4_OFFSET = 96;

    private final byte[] address;
    private final int prefix;

    private AddressRange(byte[] address, int prefix) {
        this.address = address;
        this.prefix = prefix;
    }

    static Optional<AddressRange> parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return IpText.parse(text).map(address -> new AddressRange(address, BITS));
        }
        var base = text.substring(0, slash);
        int offset = base.indexOf(':') < 0 ? V4_OFFSET : 0;
        var length = text.substring(slash + 1);
        if (!length.matches("[0-9]{1,3}") || Integer.parseInt(length) + offset > BITS) {
            return Optional.empty();
        }
        return IpText.parse(base).map(address -> new AddressRange(address, Integer.parseInt(length) + offset));
    }

    boolean contains(String text) {
        return IpText.parse(text).map(this::contains).orElse(false);
    }

    private boolean contains(byte[] other) {
        for (int bit = 0; bit < prefix; bit++) {
            int mask = 0x80 >>> (bit % 8);
            if (((address[bit / 8] ^ other[bit / 8]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
