package io.swarmsdk.model.internal.compose;

import io.swarmsdk.model.internal.compose.Yaml.Entry;
import io.swarmsdk.model.internal.compose.Yaml.Kind;
import io.swarmsdk.model.internal.compose.Yaml.Mapping;
import io.swarmsdk.model.internal.compose.Yaml.Position;
import io.swarmsdk.model.internal.compose.Yaml.Scalar;
import io.swarmsdk.model.internal.compose.Yaml.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * The first document of a text as a tree, built from the parser's events: an alias shares what its anchor made, a merge
 * key takes over entries, and both keep the place where things were written. Depth is bounded, and so is the size the
 * tree would have with every alias written out, since all that read the tree walk it so.
 */
final class YamlReader {
    static final int MAX_DEPTH = 64;
    /** Bound of the sum of {@link #NODE_WEIGHT} and text length over the tree with aliases written out. */
    static final long MAX_WEIGHT = 4L << 20;

    private static final int NODE_WEIGHT = 16;
    private static final int MAX_MESSAGE = 300;

    /** A finished part with what it costs to walk. */
    private record Built(Yaml yaml, long weight, int height) {}

    private final String text;
    private final Problems problems;
    private final ParserImpl parser;
    /** By name; empty while the anchored part is still being read. A later anchor replaces one of the same name. */
    private final Map<String, Optional<Built>> anchors = new HashMap<>();

    private Position last = Position.START;

    private YamlReader(String text, Problems problems) {
        this.text = text;
        this.problems = problems;
        var settings = LoadSettings.builder()
                .setUseMarks(true)
                .setParseComments(false)
                .setCodePointLimit(SourceText.MAX_SIZE)
                .build();
        parser = new ParserImpl(settings, new StreamReader(settings, text));
    }

    /** The top-level mapping. */
    static Mapping read(String text, Problems problems) {
        return new YamlReader(text, problems).document();
    }

    private Mapping document() {
        var event = next();
        while (event.getEventId() == Event.ID.StreamStart || event.getEventId() == Event.ID.DocumentStart) {
            event = next();
        }
        if (event.getEventId() == Event.ID.StreamEnd) {
            throw problems.fatal(Position.START, "", "an empty document (expected: a mapping at the top level)");
        }
        var top = node(event, 0).yaml();
        if (top instanceof Mapping mapping) {
            return mapping;
        }
        throw problems.fatal(top.at(), "", top.describe() + " (expected: a mapping at the top level)");
    }

    private Built node(Event event, int depth) {
        if (depth > MAX_DEPTH) {
            throw tooDeep(last);
        }
        if (event instanceof AliasEvent alias) {
            return alias(alias.getAlias().getValue(), depth);
        }
        var anchor = ((NodeEvent) event).getAnchor();
        anchor.ifPresent(name -> anchors.put(name.getValue(), Optional.empty()));
        var built = event instanceof ScalarEvent scalar
                ? scalar(scalar)
                : event instanceof MappingStartEvent
                        ? mapping((CollectionStartEvent) event, depth)
                        : sequence((CollectionStartEvent) event, depth);
        anchor.ifPresent(name -> anchors.put(name.getValue(), Optional.of(built)));
        return built;
    }

    private Built alias(String name, int depth) {
        var target = anchors.get(name);
        if (target == null) {
            throw problems.fatal(
                    last, "", "alias *" + Problems.clip(name) + " (expected: an anchor of that name before it)");
        }
        var built = target.orElseThrow(() ->
                problems.fatal(last, "", "alias *" + Problems.clip(name) + " (expected: not inside its own anchor)"));
        if (depth + built.height > MAX_DEPTH) {
            throw tooDeep(last);
        }
        return built;
    }

    private RuntimeException tooDeep(Position at) {
        return problems.fatal(at, "", "more than " + MAX_DEPTH + " levels (expected: fewer)");
    }

    private Built scalar(ScalarEvent event) {
        var at = last;
        var value = event.getValue();
        var tag = event.getTag().orElse("");
        if (tag.isEmpty() && event.isPlain()) {
            return new Built(Scalars.resolve(at, value), NODE_WEIGHT + value.length(), 0);
        }
        var wanted = tag.isEmpty() || tag.equals("!") ? Kind.STRING : Scalars.kindOfTag(tag);
        var plain = Scalars.resolve(at, value);
        if (wanted == Kind.FLOAT && plain.kind() == Kind.INTEGER) {
            wanted = Kind.INTEGER; // prints the same
        }
        if (wanted != Kind.STRING && wanted != plain.kind()) {
            throw problems.fatal(
                    at, "", "tag " + Problems.clip(tag) + " on " + Problems.quote(value) + " (expected: no tag)");
        }
        var scalar = wanted == Kind.STRING ? new Scalar(at, Kind.STRING, value) : plain;
        return new Built(scalar, NODE_WEIGHT + value.length(), 0);
    }

    private Built sequence(CollectionStartEvent start, int depth) {
        var at = last;
        checkTag(start, Scalars.SEQUENCE_TAG);
        var items = new ArrayList<Yaml>();
        long weight = NODE_WEIGHT;
        int height = 0;
        for (var event = next(); event.getEventId() != Event.ID.SequenceEnd; event = next()) {
            var item = node(event, depth + 1);
            items.add(item.yaml);
            weight += item.weight;
            height = Math.max(height, item.height + 1);
            checkWeight(weight);
        }
        return new Built(new Sequence(at, items), weight, height);
    }

    private Built mapping(CollectionStartEvent start, int depth) {
        var at = last;
        checkTag(start, Scalars.MAPPING_TAG);
        var own = new LinkedHashMap<String, Entry>();
        @Nullable Entry merge = null;
        long weight = NODE_WEIGHT;
        int height = 0;
        for (var event = next(); event.getEventId() != Event.ID.MappingEnd; event = next()) {
            var keyAt = last;
            var isMerge = event instanceof ScalarEvent scalar
                    && scalar.isPlain()
                    && scalar.getValue().equals("<<");
            var key = isMerge ? "<<" : key(node(event, depth + 1).yaml);
            var value = node(next(), depth + 1);
            weight += NODE_WEIGHT + key.length() + value.weight;
            height = Math.max(height, value.height + 1);
            checkWeight(weight);
            var earlier = isMerge ? merge : own.get(key);
            if (earlier != null) {
                problems.add(
                        keyAt,
                        "",
                        "key " + Problems.quote(key) + " again (expected: once; it stands in line "
                                + earlier.keyAt().line() + " already)");
            } else if (isMerge) {
                merge = new Entry(keyAt, value.yaml);
                own.put(key, merge); // holds the place; a quoted "<<" key is refused with the duplicates
            } else {
                own.put(key, new Entry(keyAt, value.yaml));
            }
        }
        return new Built(new Mapping(at, merge == null ? own : merged(own, merge)), weight, height);
    }

    /** Own entries win over merged ones, and earlier merged mappings over later ones. */
    private LinkedHashMap<String, Entry> merged(LinkedHashMap<String, Entry> own, Entry merge) {
        var sources = merge.value() instanceof Sequence list ? list.items() : List.of(merge.value());
        var result = new LinkedHashMap<String, Entry>();
        own.forEach((key, entry) -> {
            if (!key.equals("<<")) {
                result.put(key, entry);
                return;
            }
            for (var source : sources) {
                if (source instanceof Mapping mapping) {
                    mapping.entries().forEach((k, e) -> {
                        if (!own.containsKey(k)) {
                            result.putIfAbsent(k, e);
                        }
                    });
                } else {
                    problems.add(
                            source.at(), "", "<<: " + source.describe() + " (expected: a mapping or a list of them)");
                }
            }
        });
        return result;
    }

    private String key(Yaml key) {
        if (key instanceof Scalar scalar && scalar.kind() == Kind.STRING) {
            return scalar.text();
        }
        problems.add(key.at(), "", "key " + key.describe() + " (expected: a string; quotes make it one)");
        return key instanceof Scalar scalar ? scalar.text() : "";
    }

    private void checkTag(CollectionStartEvent start, String allowed) {
        var tag = start.getTag().orElse("!");
        if (!tag.equals("!") && !tag.equals(allowed)) {
            throw problems.fatal(last, "", "tag " + Problems.clip(tag) + " (expected: no tag)");
        }
    }

    private void checkWeight(long weight) {
        if (weight > MAX_WEIGHT) {
            throw problems.fatal(
                    last, "", "more than " + MAX_WEIGHT + " characters with aliases written out (expected: fewer)");
        }
    }

    private Event next() {
        try {
            var event = parser.next();
            event.getStartMark().ifPresent(mark -> last = position(mark));
            return event;
        } catch (MarkedYamlEngineException e) {
            var mark = e.getProblemMark().or(e::getContextMark);
            var at = mark.map(YamlReader::position).orElse(last);
            var context = e.getContext() == null ? "" : e.getContext() + ": ";
            throw problems.fatal(at, "", "not YAML: " + oneLine(context + e.getProblem()));
        } catch (ReaderException e) {
            int index = text.offsetByCodePoints(0, Math.min(e.getPosition(), text.codePointCount(0, text.length())));
            var at = SourceText.endOf(text.substring(0, index));
            throw problems.fatal(at, "", "character U+%04X (expected: printable text)".formatted(e.getCodePoint()));
        } catch (RuntimeException e) {
            // The parser lets a few of its inner faults out, such as an escape beyond Unicode.
            throw problems.fatal(last, "", "not YAML: " + oneLine(String.valueOf(e.getMessage())));
        }
    }

    private static String oneLine(String message) {
        return Problems.clip(message.strip(), MAX_MESSAGE);
    }

    private static Position position(Mark mark) {
        return new Position(mark.getLine() + 1, mark.getColumn() + 1);
    }
}
