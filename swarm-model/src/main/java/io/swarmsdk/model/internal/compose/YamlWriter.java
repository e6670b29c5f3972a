package io.swarmsdk.model.internal.compose;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.StreamDataWriter;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Writes trees of maps, lists and plain values as block YAML in which text stays text for every reader. */
final class YamlWriter {
    /** What YAML 1.1 takes for a boolean. */
    private static final Pattern OLD_BOOLEAN = Pattern.compile("(?i)y|n|yes|no|on|off|true|false");

    private static final Pattern OLD_NUMBER = Pattern.compile("[-+.0-9][-+.:_0-9a-fA-FxXoObB]*");

    private YamlWriter() {}

    static String write(Map<String, ? extends @Nullable Object> top) {
        var settings = DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setIndent(2)
                .setIndicatorIndent(2)
                .setIndentWithIndicator(true)
                .setSplitLines(false)
                .setDereferenceAliases(true)
                .build();
        var text = new StringBuilder();
        new Dump(settings).dumpNode(node(top), new StreamDataWriter() {
            @Override
            public void write(String part) {
                text.append(part);
            }

            @Override
            public void write(String part, int from, int length) {
                text.append(part, from, from + length);
            }
        });
        return text.toString();
    }

    private static Node node(@Nullable Object value) {
        if (value == null) {
            return new ScalarNode(Tag.NULL, "null", ScalarStyle.PLAIN);
        }
        if (value instanceof Yaml yaml) {
            return extension(yaml);
        }
        if (value instanceof Map<?, ?> map) {
            var tuples = new ArrayList<NodeTuple>();
            map.forEach((key, v) -> tuples.add(new NodeTuple(text(String.valueOf(key)), node(v))));
            return mapping(tuples);
        }
        if (value instanceof Collection<?> list) {
            return sequence(list.stream().map(YamlWriter::node).toList());
        }
        if (value instanceof Boolean) {
            return new ScalarNode(Tag.BOOL, value.toString(), ScalarStyle.PLAIN);
        }
        if (value instanceof Integer) {
            return new ScalarNode(Tag.INT, value.toString(), ScalarStyle.PLAIN);
        }
        return value instanceof Double number ? number(number) : text(value.toString());
    }

    private static Node number(double value) {
        var text = Scalars.goFloat(value);
        return new ScalarNode(text.matches("-?[0-9]+") ? Tag.INT : Tag.FLOAT, text, ScalarStyle.PLAIN);
    }

    /** A user's own section; its keys sorted, as Docker does. */
    private static Node extension(Yaml yaml) {
        if (yaml instanceof Yaml.Mapping mapping) {
            var sorted = new TreeMap<>(mapping.entries());
            var tuples = new ArrayList<NodeTuple>();
            sorted.forEach((key, entry) -> tuples.add(new NodeTuple(text(key), extension(entry.value()))));
            return mapping(tuples);
        }
        if (yaml instanceof Yaml.Sequence list) {
            return sequence(list.items().stream().map(YamlWriter::extension).toList());
        }
        var scalar = (Yaml.Scalar) yaml;
        return switch (scalar.kind()) {
            case NULL -> node(null);
            case BOOLEAN -> node(scalar.text().equals("true"));
            case INTEGER -> new ScalarNode(Tag.INT, scalar.text(), ScalarStyle.PLAIN);
            case FLOAT -> special(scalar.text()).orElseGet(() -> number(Double.parseDouble(scalar.text())));
            default -> text(scalar.text());
        };
    }

    private static Optional<Node> special(String number) {
        return switch (number) {
            case "+Inf" -> Optional.of(new ScalarNode(Tag.FLOAT, ".inf", ScalarStyle.PLAIN));
            case "-Inf" -> Optional.of(new ScalarNode(Tag.FLOAT, "-.inf", ScalarStyle.PLAIN));
            case "NaN" -> Optional.of(new ScalarNode(Tag.FLOAT, ".nan", ScalarStyle.PLAIN));
            default -> Optional.empty();
        };
    }

    private static Node text(String value) {
        boolean plain = Scalars.resolve(Yaml.Position.START, value).kind() == Yaml.Kind.STRING
                && !OLD_BOOLEAN.matcher(value).matches()
                && !OLD_NUMBER.matcher(value).matches()
                && !value.equals("<<")
                && !value.equals("=");
        var style =
                !plain ? ScalarStyle.DOUBLE_QUOTED : value.indexOf('\n') >= 0 ? ScalarStyle.LITERAL : ScalarStyle.PLAIN;
        return new ScalarNode(Tag.STR, value, style);
    }

    private static Node mapping(List<NodeTuple> tuples) {
        return new MappingNode(Tag.MAP, tuples, tuples.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK);
    }

    private static Node sequence(List<Node> items) {
        return new SequenceNode(Tag.SEQ, items, items.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK);
    }
}
