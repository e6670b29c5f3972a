package io.swarmsdk.gossip;

import java.time.Duration;

/** Argument checks; a message names the setting, the value given and what is allowed. */
final class Checks {

    private static final Duration LONGEST = Duration.ofDays(365);

    private Checks() {}

    static void that(boolean holds, String format, Object... args) {
        if (!holds) {
            throw new IllegalArgumentException(String.format(format, args));
        }
    }

    static void range(int value, int min, int max, String name) {
        that(value >= min && value <= max, "%s: %s (expected: %s to %s)", name, value, min, max);
    }

    static void duration(Duration value, String name) {
        that(
                value.compareTo(Duration.ofMillis(1)) >= 0 && value.compareTo(LONGEST) <= 0,
                "%s: %s (expected: 1 ms to 365 days)",
                name,
                value);
    }
}
