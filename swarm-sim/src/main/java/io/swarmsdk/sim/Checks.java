package io.swarmsdk.sim;

import java.time.Duration;

/** Argument checks whose messages name the setting, the value given and what is allowed. */
final class Checks {
    private Checks() {}

    static void that(boolean holds, String format, Object... args) {
        if (!holds) {
            throw new IllegalArgumentException(String.format(format, args));
        }
    }

    // The two below carry a primitive on hot paths: no array, no boxing unless they fail.

    static void that(boolean holds, String format, long value) {
        if (!holds) {
            throw new IllegalArgumentException(String.format(format, value));
        }
    }

    static void that(boolean holds, String format, long first, long second) {
        if (!holds) {
            throw new IllegalArgumentException(String.format(format, first, second));
        }
    }

    static void probability(double value, String name) {
        if (!(value >= 0 && value <= 1)) { // written so that NaN fails too
            throw new IllegalArgumentException(name + ": " + value + " (expected: 0 to 1)");
        }
    }

    static long notNegative(Duration value, String name) {
        that(!value.isNegative(), "%s: %s (expected: >= 0)", name, value);
        return value.toNanos();
    }
}
