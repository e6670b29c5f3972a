package io.swarmsdk.model.internal.compose;

import io.swarmsdk.model.internal.compose.Yaml.Kind;
import io.swarmsdk.model.internal.compose.Yaml.Mapping;
import io.swarmsdk.model.internal.compose.Yaml.Position;
import io.swarmsdk.model.internal.compose.Yaml.Scalar;
import io.swarmsdk.model.internal.compose.Yaml.Sequence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A value of the document with its path. Each reading method answers empty when the value is not of its type, after the
 * fault was reported.
 */
record Field(Yaml yaml, String path, Problems problems) {
    /** Where a value stands, for faults that show later. */
    record Place(Position at, String path) {}

    /** A value and its place. */
    record Sited<T>(T value, Place place) {}

    Place place() {
        return new Place(yaml.at(), path);
    }

    /** Reports what was seen beside what was expected. */
    void wrong(String expected) {
        if (!(yaml instanceof Scalar scalar && scalar.kind() == Kind.BROKEN)) {
            report(yaml.describe() + " (expected: " + expected + ")");
        }
    }

    void report(String message) {
        problems.add(yaml.at(), path, message);
    }

    void warn(String message) {
        problems.warn(yaml.at(), path, message);
    }

    boolean is(Kind kind) {
        return yaml instanceof Scalar scalar && scalar.kind() == kind;
    }

    boolean isMapping() {
        return yaml instanceof Mapping;
    }

    boolean isList() {
        return yaml instanceof Sequence;
    }

    /** Entries in the order of the file; none when it is no mapping. */
    Map<String, Field> mapping() {
        var fields = new LinkedHashMap<String, Field>();
        if (yaml instanceof Mapping mapping) {
            mapping.entries()
                    .forEach((key, entry) -> fields.put(
                            key, new Field(entry.value(), path.isEmpty() ? key : path + "." + key, problems)));
        } else {
            wrong("a mapping");
        }
        return fields;
    }

    /** Where one of the keys of this mapping stands. */
    Position keyAt(String key) {
        var entry = yaml instanceof Mapping mapping ? mapping.entries().get(key) : null;
        return entry == null ? yaml.at() : entry.keyAt();
    }

    /** Items in the order of the file; none when it is no list. */
    List<Field> list() {
        var fields = new ArrayList<Field>();
        if (yaml instanceof Sequence sequence) {
            for (var item : sequence.items()) {
                fields.add(new Field(item, path + "[" + fields.size() + "]", problems));
            }
        } else {
            wrong("a list");
        }
        return fields;
    }

    /** Items whose text must not repeat. */
    List<Field> uniqueList() {
        var seen = new HashSet<String>();
        var items = list();
        for (var item : items) {
            if (item.yaml instanceof Scalar scalar
                    && scalar.kind() != Kind.BROKEN
                    && !seen.add(scalar.kind() + " " + scalar.text())) {
                item.report(scalar.describe() + " again (expected: once)");
            }
        }
        return items;
    }

    Optional<String> string() {
        if (yaml instanceof Scalar scalar && scalar.kind() == Kind.STRING) {
            return Optional.of(scalar.text());
        }
        wrong("a string; quotes make it one");
        return Optional.empty();
    }

    /** The same; an empty one counts as not given. */
    Optional<String> filledString() {
        return string().filter(text -> !text.isEmpty());
    }

    List<String> strings() {
        return list().stream().flatMap(item -> item.string().stream()).toList();
    }

    List<String> uniqueStrings() {
        return uniqueList().stream().flatMap(item -> item.string().stream()).toList();
    }

    /** A string, number or nothing as text; nothing is the empty text. */
    Optional<String> text() {
        if (yaml instanceof Scalar scalar && scalar.kind() != Kind.BOOLEAN && scalar.kind() != Kind.BROKEN) {
            return Optional.of(scalar.text());
        }
        wrong("a string, a number or nothing");
        return Optional.empty();
    }

    /** {@code KEY=value} lines or a mapping. A key alone has the empty value. */
    SortedMap<String, String> labels() {
        var labels = new TreeMap<String, String>();
        if (isList()) {
            for (var item : uniqueList()) {
                item.string().ifPresent(line -> {
                    int split = line.indexOf('=');
                    labels.put(split < 0 ? line : line.substring(0, split), split < 0 ? "" : line.substring(split + 1));
                });
            }
        } else if (isMapping()) {
            mapping().forEach((key, field) -> field.text().ifPresent(text -> labels.put(key, text)));
        } else {
            wrong("a mapping, or a list of KEY=value");
        }
        return labels;
    }

    Optional<Boolean> bool() {
        if (yaml instanceof Scalar scalar && scalar.kind() == Kind.BOOLEAN) {
            return Optional.of(scalar.text().equals("true"));
        }
        wrong("true or false");
        return Optional.empty();
    }

    /** A whole number of the range; {@code 2.0} is one. */
    Optional<Integer> integer(int min, int max) {
        if (yaml instanceof Scalar scalar && (scalar.kind() == Kind.INTEGER || scalar.kind() == Kind.FLOAT)) {
            double value = number(scalar);
            if (value == Math.rint(value) && value >= min && value <= max) {
                return Optional.of((int) value);
            }
        }
        wrong("a whole number of " + min + ".." + max);
        return Optional.empty();
    }

    Optional<Double> number(double min, double max) {
        if (yaml instanceof Scalar scalar && (scalar.kind() == Kind.INTEGER || scalar.kind() == Kind.FLOAT)) {
            double value = number(scalar);
            if (value >= min && value <= max) {
                return Optional.of(value);
            }
        }
        wrong("a number of " + min + ".." + max);
        return Optional.empty();
    }

    private static double number(Scalar scalar) {
        return switch (scalar.text()) {
            case "+Inf", "-Inf", "NaN" -> Double.NaN;
            default -> Double.parseDouble(scalar.text());
        };
    }

    Optional<Duration> duration() {
        return parsed(
                text -> Durations.parse(text).filter(duration -> !duration.isNegative()), "a duration such as 1m30s");
    }

    /** What a parser makes of a string. */
    <T> Optional<T> parsed(Function<String, Optional<T>> parser, String expected) {
        if (!is(Kind.STRING)) {
            wrong("a string: " + expected);
            return Optional.empty();
        }
        var result = string().flatMap(parser);
        if (result.isEmpty()) {
            wrong(expected);
        }
        return result;
    }

    /** One of a few words. */
    <T> Optional<T> oneOf(Map<String, T> words) {
        return parsed(text -> Optional.ofNullable(words.get(text)), String.join(", ", new TreeMap<>(words).keySet()));
    }

    <T> Sited<T> sited(T value) {
        return new Sited<>(value, place());
    }
}
