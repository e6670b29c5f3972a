package io.swarmsdk.model.compose;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The recorded cases and the environment they were recorded in. */
final class Cases {
    static final Path FOLDER = Path.of("src/test/resources/compose");

    static final Map<String, String> ENVIRONMENT = new TreeMap<>(Map.ofEntries(
            Map.entry("HOME", "/home/u"),
            Map.entry("TAG", "1.2"),
            Map.entry("EMPTY", ""),
            Map.entry("REPLICAS", "3"),
            Map.entry("RATIO", "0.25"),
            Map.entry("PORT", "8080"),
            Map.entry("YES", "yes"),
            Map.entry("ON", "on"),
            Map.entry("NO", "no"),
            Map.entry("lower_case", "lc"),
            Map.entry("Mixed_Case1", "mc"),
            Map.entry("_UNDER", "under")));

    static final ComposeLoader LOADER =
            ComposeLoader.builder().environment(ENVIRONMENT).build();

    private Cases() {}

    /** Names of the cases that have a file with that ending. */
    static Stream<String> with(String ending) {
        try (var files = Files.list(FOLDER)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ending))
                    .map(name -> name.substring(0, name.length() - ending.length()))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path file(String name) {
        return FOLDER.resolve(name + ".yml");
    }

    static String text(String fileName) {
        try {
            return Files.readString(FOLDER.resolve(fileName));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** YAML or JSON as maps, lists and plain values. */
    static Object data(String text) {
        return new Load(LoadSettings.builder().build()).loadFromString(text);
    }

    /** The spec of a text that is expected to be good. */
    static ComposeResult load(String yaml) {
        return LOADER.load("st", "stack.yml", yaml);
    }
}
