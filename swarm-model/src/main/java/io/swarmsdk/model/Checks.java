package io.swarmsdk.model;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Argument checks whose messages name the setting, the value given and what is allowed; and ordered copies. */
final class Checks {
    private Checks() {}

    static void that(boolean holds, String format, Object... arguments) {
        if (!holds) {
            throw new IllegalArgumentException(String.format(format, arguments));
        }
    }

    static String notBlank(String value, String name) {
        that(!value.isBlank(), "%s: '%s' (expected: not blank)", name, value);
        return value;
    }

    static Duration notNegative(Duration value, String name) {
        that(!value.isNegative(), "%s: %s (expected: >= 0)", name, value);
        return value;
    }

    static <V> List<V> copy(List<? extends V> list) {
        return List.copyOf(list);
    }

    /** A copy that iterates by key: {@code Map.copyOf} has an order that is salted per JVM. */
    static <V> SortedMap<String, V> sorted(Map<String, ? extends V> map) {
        var copy = new TreeMap<String, V>();
        map.forEach((key, value) -> {
            that(key != null && value != null, "map entry: %s=%s (expected: no nulls)", key, value);
            copy.put(key, value);
        });
        return Collections.unmodifiableSortedMap(copy);
    }
}
