package io.swarmsdk.scheduler.internal.core.place;

import io.swarmsdk.model.Node;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One demand on a node, such as {@code node.labels.zone == a}. Values are compared whole and without regard to case;
 * what a node does not have is empty. A key that nobody knows matches no node, not even with {@code !=}.
 *
 * @param key as written
 * @param equal {@code ==} or {@code !=}
 * @param value as written
 */
public record Constraint(String key, boolean equal, String value) {
    private static final Pattern KEY = Pattern.compile("[a-z_][a-z0-9\\-_.]+", Pattern.CASE_INSENSITIVE);
    private static final Pattern VALUE =
            Pattern.compile("[a-z0-9:\\-_\\s.*()?+\\[\\]\\\\^$|/]+", Pattern.CASE_INSENSITIVE);
    private static final String NODE_LABEL = "node.labels.";
    private static final String ENGINE_LABEL = "engine.labels.";

    /**
     * Reads an expression.
     *
     * @throws IllegalArgumentException with the expression and what is wrong with it
     */
    public static Constraint parse(String expression) {
        boolean equal = expression.contains("==");
        int at = expression.indexOf(equal ? "==" : "!=");
        check(at >= 0, expression, "expected one operator from ==, !=");
        var key = expression.substring(0, at).strip();
        var value = expression.substring(at + 2).strip();
        check(KEY.matcher(key).matches(), expression, "key '" + key + "' is invalid");
        check(VALUE.matcher(value).matches(), expression, "value '" + value + "' is invalid");
        return new Constraint(key, equal, value);
    }

    /** Whether the node meets it. */
    public boolean matches(Node node) {
        var name = key.toLowerCase(Locale.ROOT);
        var description = node.description();
        return switch (name) {
            case "node.id" -> compare(node.id());
            case "node.hostname" -> compare(description.hostname());
            case "node.ip" -> matchesAddress(description.address());
            case "node.role" -> compare(node.role().name());
            case "node.platform.os" -> compare(description.os());
            case "node.platform.arch" -> compare(description.arch());
            default -> label(name, node).map(this::compare).orElse(false);
        };
    }

    /** The value a label key names, with an empty one for a missing label; empty when the key names no label. */
    private Optional<String> label(String name, Node node) {
        return labelOf(key, name, NODE_LABEL, node.spec().labels())
                .or(() -> labelOf(key, name, ENGINE_LABEL, node.description().engineLabels()));
    }

    private static Optional<String> labelOf(String key, String name, String prefix, Map<String, String> labels) {
        return name.startsWith(prefix) && name.length() > prefix.length()
                ? Optional.of(labels.getOrDefault(key.substring(prefix.length()), ""))
                : Optional.empty();
    }

    /** The value of a label that a spread descriptor names; empty when it names none. */
    static Optional<String> labelNamed(String descriptor, Node node) {
        return new Constraint(descriptor, true, "").label(descriptor.toLowerCase(Locale.ROOT), node);
    }

    private boolean compare(String actual) {
        return actual.equalsIgnoreCase(value) == equal;
    }

    private boolean matchesAddress(String actual) {
        return AddressRange.parse(value)
                .map(range -> range.contains(actual) == equal)
                .orElse(false);
    }

    private static void check(boolean holds, String expression, String problem) {
        if (!holds) {
            throw new IllegalArgumentException("constraint '" + expression + "': " + problem);
        }
    }
}
