package io.swarmsdk.model.internal.codec;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import io.swarmsdk.model.internal.wire.Wire;
import io.swarmsdk.model.store.MalformedException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** What many messages are made of. */
final class Parts {
    private Parts() {}

    static Timestamp time(Instant instant) {
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }

    static Instant time(Timestamp wire) {
        return Instant.ofEpochSecond(wire.getSeconds(), wire.getNanos());
    }

    static Duration duration(java.time.Duration duration) {
        return Duration.newBuilder()
                .setSeconds(duration.getSeconds())
                .setNanos(duration.getNano())
                .build();
    }

    static java.time.Duration duration(Duration wire) {
        return java.time.Duration.ofSeconds(wire.getSeconds(), wire.getNanos());
    }

    /** Sorted by key. */
    static List<Wire.Pair> pairs(Map<String, String> map) {
        var pairs = new ArrayList<Wire.Pair>(map.size());
        new TreeMap<>(map)
                .forEach((key, value) -> pairs.add(
                        Wire.Pair.newBuilder().setKey(key).setValue(value).build()));
        return pairs;
    }

    /** Takes pairs in any order; of two with one key the last counts. */
    static Map<String, String> map(List<Wire.Pair> pairs) {
        var map = new TreeMap<String, String>();
        pairs.forEach(pair -> map.put(pair.getKey(), pair.getValue()));
        return map;
    }

    static <A, B> List<B> list(List<A> from, Function<? super A, ? extends B> each) {
        var list = new ArrayList<B>(from.size());
        from.forEach(item -> list.add(each.apply(item)));
        return list;
    }

    static <T> Optional<T> optional(boolean present, T value) {
        return present ? Optional.of(value) : Optional.empty();
    }

    static void require(boolean present, String field) {
        if (!present) {
            throw missing(field);
        }
    }

    static MalformedException missing(String field) {
        return new MalformedException(field + ": missing", null);
    }
}
