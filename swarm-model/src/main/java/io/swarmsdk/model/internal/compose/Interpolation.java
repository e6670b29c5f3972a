package io.swarmsdk.model.internal.compose;

import io.swarmsdk.model.internal.compose.Yaml.Entry;
import io.swarmsdk.model.internal.compose.Yaml.Kind;
import io.swarmsdk.model.internal.compose.Yaml.Mapping;
import io.swarmsdk.model.internal.compose.Yaml.Position;
import io.swarmsdk.model.internal.compose.Yaml.Scalar;
import io.swarmsdk.model.internal.compose.Yaml.Sequence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Fills variables into every value of a document, never into keys. A text with a variable stays text, except where the
 * format wants a number or a boolean: there it becomes one.
 */
final class Interpolation {
    /** Bound of the text that variables may grow a document to, in characters. */
    static final long MAX_TEXT = 4L << 20;

    private static final String NAME = "[_a-zA-Z][_a-zA-Z0-9]*(?::?[-?][^}]*)?";
    private static final Pattern VARIABLE =
            Pattern.compile("\\$(?:(?<escaped>\\$)|(?<named>" + NAME + ")|\\{(?<braced>" + NAME + ")}|)");

    private static final String ANY = "[^.]+";
    private static final List<Cast> CASTS = List.of(
            Cast.of(Kind.INTEGER, "services", ANY, "deploy", "replicas"),
            Cast.of(Kind.INTEGER, "services", ANY, "deploy", "(update|rollback)_config", "parallelism"),
            Cast.of(Kind.FLOAT, "services", ANY, "deploy", "(update|rollback)_config", "max_failure_ratio"),
            Cast.of(Kind.INTEGER, "services", ANY, "deploy", "restart_policy", "max_attempts"),
            Cast.of(Kind.INTEGER, "services", ANY, "deploy", "placement", "max_replicas_per_node"),
            Cast.of(Kind.INTEGER, "services", ANY, "ports", ANY, "(target|published)"),
            Cast.of(Kind.BOOLEAN, "services", ANY, "(tty|stdin_open|read_only|privileged)"),
            Cast.of(Kind.INTEGER, "services", ANY, "oom_score_adj"),
            Cast.of(Kind.BOOLEAN, "networks", ANY, "(external|internal|attachable)"));

    private final Map<String, String> environment;
    private final Problems problems;
    private final List<String> path = new ArrayList<>();
    private long grown;

    /** Where a replaced text becomes a number or a boolean; one pattern for each step of the path. */
    private record Cast(Kind kind, List<Pattern> steps) {
        static Cast of(Kind kind, String... steps) {
            return new Cast(kind, Arrays.stream(steps).map(Pattern::compile).toList());
        }

        boolean covers(List<String> path) {
            if (path.size() != steps.size()) {
                return false;
            }
            for (int i = 0; i < path.size(); i++) {
                if (!steps.get(i).matcher(path.get(i)).matches()) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Why a template cannot be filled in; the message says what was expected. */
    private static final class BadTemplate extends Exception {
        private static final long serialVersionUID = 1L;

        final String what;

        BadTemplate(String what) {
            super(what, null, false, false);
            this.what = what;
        }
    }

    private Interpolation(Map<String, String> environment, Problems problems) {
        this.environment = environment;
        this.problems = problems;
    }

    static Mapping fill(Mapping document, Map<String, String> environment, Problems problems) {
        return new Interpolation(environment, problems).mapping(document);
    }

    private Yaml value(Yaml yaml) {
        if (yaml instanceof Mapping mapping) {
            return mapping(mapping);
        }
        if (yaml instanceof Sequence sequence) {
            var items = new ArrayList<Yaml>(sequence.items().size());
            for (var item : sequence.items()) {
                path.add("[" + items.size() + "]");
                items.add(value(item));
                path.remove(path.size() - 1);
            }
            return new Sequence(sequence.at(), items);
        }
        var scalar = (Scalar) yaml;
        return scalar.kind() == Kind.STRING && scalar.text().indexOf('$') >= 0 ? text(scalar) : scalar;
    }

    private Mapping mapping(Mapping mapping) {
        var entries = new LinkedHashMap<String, Entry>();
        mapping.entries().forEach((key, entry) -> {
            path.add(key);
            entries.put(key, new Entry(entry.keyAt(), value(entry.value())));
            path.remove(path.size() - 1);
        });
        return new Mapping(mapping.at(), entries);
    }

    private Scalar text(Scalar scalar) {
        Position at = scalar.at();
        try {
            var filled = substitute(scalar.text());
            grown += filled.length();
            if (grown > MAX_TEXT) {
                throw problems.fatal(
                        at,
                        where(),
                        "more than " + MAX_TEXT + " characters after filling in variables (expected: fewer)");
            }
            if (filled.equals(scalar.text())) {
                return scalar;
            }
            for (var cast : CASTS) {
                if (cast.covers(path)) {
                    return cast(at, cast.kind, filled);
                }
            }
            return new Scalar(at, Kind.STRING, filled);
        } catch (BadTemplate e) {
            problems.add(at, where(), e.what);
            return new Scalar(at, Kind.BROKEN, "");
        }
    }

    private String where() {
        return String.join(".", path).replace(".[", "[");
    }

    private String substitute(String template) throws BadTemplate {
        var result = new StringBuilder();
        var match = VARIABLE.matcher(template);
        int done = 0;
        while (match.find()) {
            result.append(template, done, match.start());
            done = match.end();
            var variable = match.group("named") != null ? match.group("named") : match.group("braced");
            if (match.group("escaped") != null) {
                result.append('$');
            } else if (variable != null) {
                result.append(variable(variable));
            } else {
                throw new BadTemplate(Problems.quote(template)
                        + " (expected: ${NAME}, ${NAME:-default}, ${NAME:?message}, or $$ for a dollar sign)");
            }
            if (result.length() > MAX_TEXT) {
                throw new BadTemplate(
                        "more than " + MAX_TEXT + " characters after filling in variables (expected: fewer)");
            }
        }
        return result.append(template, done, template.length()).toString();
    }

    /** The first operator in this order counts, wherever it stands: {@code U-x:-y} has the name {@code U-x}. */
    private String variable(String expression) throws BadTemplate {
        for (var operator : List.of(":-", "-", ":?", "?")) {
            int split = expression.indexOf(operator);
            if (split < 0) {
                continue;
            }
            var name = expression.substring(0, split);
            var rest = expression.substring(split + operator.length());
            var value = environment.get(name);
            if (value != null && !(operator.startsWith(":") && value.isEmpty())) {
                return value;
            }
            if (operator.endsWith("-")) {
                return rest;
            }
            throw new BadTemplate(
                    "required variable " + Problems.clip(name) + " is missing a value: " + Problems.clip(rest));
        }
        return environment.getOrDefault(expression, "");
    }

    private Scalar cast(Position at, Kind kind, String text) throws BadTemplate {
        var plain = switch (kind) {
            case BOOLEAN ->
                switch (text.toLowerCase(Locale.ROOT)) {
                    case "true", "y", "yes", "on" -> new Scalar(at, Kind.BOOLEAN, "true");
                    case "false", "n", "no", "off" -> new Scalar(at, Kind.BOOLEAN, "false");
                    default -> throw new BadTemplate(Problems.quote(text) + " (expected: true or false)");
                };
            case INTEGER ->
                text.matches("[-+]?[0-9]{1,18}")
                        ? new Scalar(at, Kind.INTEGER, Long.toString(Long.parseLong(text)))
                        : new Scalar(at, Kind.STRING, text);
            default -> Scalars.resolve(at, text);
        };
        boolean number = plain.kind() == Kind.INTEGER || plain.kind() == Kind.FLOAT && kind == Kind.FLOAT;
        if (kind != Kind.BOOLEAN && !number) {
            throw new BadTemplate(Problems.quote(text) + " (expected: "
                    + (kind == Kind.INTEGER ? "a whole number" : "a number") + ")");
        }
        return plain;
    }
}
