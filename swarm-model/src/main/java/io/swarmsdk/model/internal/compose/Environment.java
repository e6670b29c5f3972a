package io.swarmsdk.model.internal.compose;

import io.swarmsdk.model.compose.ComposeException;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a service's environment is put together from: its own list, the files it names, and the caller's variables, which
 * fill keys that have no value.
 */
record Environment(Map<String, String> variables, Optional<Path> folder) {
    private static final String EXPECTED = "NAME or NAME=value, the name without '=' and not empty";

    /** By name; empty where neither the file nor the caller gives a value. */
    SortedMap<String, Optional<String>> read(Optional<Field> files, Optional<Field> own) {
        var result = new TreeMap<String, Optional<String>>();
        files.ifPresent(field -> {
            for (var file : field.isList() ? field.uniqueList() : List.of(field)) {
                file.filledString().ifPresent(name -> readFile(file, name, result));
            }
        });
        own.ifPresent(field -> readOwn(field, result));
        return result;
    }

    private void readOwn(Field field, SortedMap<String, Optional<String>> into) {
        if (field.isList()) {
            for (var item : field.uniqueList()) {
                item.string().ifPresent(line -> {
                    int split = line.indexOf('=');
                    var name = split < 0 ? line : line.substring(0, split);
                    put(item, name, split < 0 ? Optional.empty() : Optional.of(line.substring(split + 1)), into);
                });
            }
        } else if (field.isMapping()) {
            field.mapping()
                    .forEach((name, value) -> value.text()
                            .ifPresent(text -> put(
                                    value,
                                    name,
                                    value.is(Yaml.Kind.NULL) ? Optional.empty() : Optional.of(text),
                                    into)));
        } else {
            field.wrong("a mapping, or a list of NAME=value");
        }
    }

    private void put(Field field, String name, Optional<String> value, SortedMap<String, Optional<String>> into) {
        if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf('\0') >= 0) {
            field.report("name " + Problems.quote(name) + " (expected: " + EXPECTED + ")");
        } else if (value.orElse("").isEmpty() && variables.containsKey(name)) {
            into.put(name, Optional.of(variables.get(name)));
        } else {
            into.put(name, value);
        }
    }

    /** No variables and no quotes in here; a comment fills its line; a name alone takes the caller's value or none. */
    private void readFile(Field field, String name, SortedMap<String, Optional<String>> into) {
        if (folder.isEmpty()) {
            field.report("a file named by a text that came without a folder (expected: environment instead)");
            return;
        }
        String text;
        try {
            text = SourceText.of(folder.get().resolve(name), new Problems(name));
        } catch (UncheckedIOException | InvalidPathException e) {
            field.report(Problems.quote(name) + " cannot be read (expected: a file of NAME=value lines)");
            return;
        } catch (ComposeException e) {
            field.report(Problems.quote(name) + ": " + e.problems().get(0).message());
            return;
        }
        for (var line : text.lines().map(String::stripLeading).toList()) {
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            int split = line.indexOf('=');
            var key = split < 0 ? line : line.substring(0, split);
            if (key.isEmpty() || key.chars().anyMatch(Character::isWhitespace)) {
                field.report(Problems.quote(name) + ": line " + Problems.quote(line) + " (expected: " + EXPECTED + ")");
            } else if (split >= 0) {
                into.put(key, Optional.of(line.substring(split + 1)));
            } else if (variables.containsKey(key)) {
                into.put(key, Optional.of(variables.get(key)));
            }
        }
    }
}
