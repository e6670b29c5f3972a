package io.swarmsdk.raft;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Checks of the builder: each failure names the setting, the value and what is allowed. */
final class Settings {
    private Settings() {}

    static IllegalArgumentException bad(String name, @Nullable Object value, String expected) {
        return new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
    }

    static <T> T required(String name, @Nullable T value) {
        if (value == null) {
            throw bad(name, null, "a value");
        }
        return value;
    }

    static String id(String name, String value, int maxBytes) {
        if (value.isBlank() || value.getBytes(StandardCharsets.UTF_8).length > maxBytes) {
            throw bad(name, "'" + value + "'", "not blank, at most " + maxBytes + " bytes of UTF-8");
        }
        return value;
    }

    static int between(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw bad(name, value, min + " to " + max);
        }
        return value;
    }

    static Duration between(String name, Duration value, Duration min, Duration max) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw bad(name, value, min + " to " + max);
        }
        return value;
    }
}
