package io.swarmsdk.model.internal.compose;

import java.util.Optional;
import java.util.regex.Pattern;

/** IPv4 subnets in CIDR form. */
final class Subnets {
    private static final Pattern CIDR =
            Pattern.compile("([0-9]{1,3})\\.([0-9]{1,3})\\.([0-9]{1,3})\\.([0-9]{1,3})/([0-9]{1,2})");
    private static final int MIN_PREFIX = 8;
    private static final int MAX_PREFIX = 30;

    private Subnets() {}

    /** The text itself; empty when it is no subnet, has host bits set, or holds too few or too many addresses. */
    static Optional<String> parse(String text) {
        var match = CIDR.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        int address = 0;
        for (int i = 1; i <= 4; i++) {
            int part = Integer.parseInt(match.group(i));
            if (part > 255) {
                return Optional.empty();
            }
            address = address << 8 | part;
        }
        int prefix = Integer.parseInt(match.group(5));
        if (prefix < MIN_PREFIX || prefix > MAX_PREFIX) {
            return Optional.empty();
        }
        boolean hostBits = (address & ~(-1 << 32 - prefix)) != 0;
        return hostBits ? Optional.empty() : Optional.of(text);
    }
}
