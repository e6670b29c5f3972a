package io.swarmsdk.model.internal.compose;

import io.swarmsdk.model.internal.compose.ComposeFile.Network;
import io.swarmsdk.model.internal.compose.ComposeFile.Service;
import io.swarmsdk.model.internal.compose.Yaml.Entry;
import io.swarmsdk.model.internal.compose.Yaml.Kind;
import io.swarmsdk.model.internal.compose.Yaml.Mapping;
import io.swarmsdk.model.internal.compose.Yaml.Position;
import io.swarmsdk.model.internal.compose.Yaml.Scalar;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads a whole file: the version first, since it says which keys there are, then every key of every level. */
public final class FileReader {
    private static final String LATEST = "3.13";
    private static final Pattern VERSION = Pattern.compile("3\\.([0-9]|1[0-3])");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9._-]+");

    private static final Keys TOP = Keys.of("a stack file", "version", "services", "networks")
            .later("secrets", "configs")
            .dropped("volumes") // a service that uses one is refused
            .extensions(4);

    private FileReader() {}

    /**
     * The file that a text holds.
     *
     * @param folder where files it names are looked for; empty refuses them
     * @throws io.swarmsdk.model.compose.ComposeException with every problem found
     */
    public static ComposeFile read(
            String text, Map<String, String> environment, Optional<Path> folder, Problems problems) {
        var document = YamlReader.read(text, problems);
        var version = version(document, problems);
        var context = new Keys.Context(Integer.parseInt(version.substring(2)));
        var filled = Interpolation.fill(document, environment, problems);
        var file = read(new Field(filled, "", problems), version, context, new Environment(environment, folder));
        problems.throwIfAny();
        context.report(problems);
        return file;
    }

    private static ComposeFile read(Field top, String version, Keys.Context context, Environment environment) {
        var fields = TOP.check(top, context);
        var services = new ArrayList<Service>();
        if (fields.containsKey("services")) {
            var reader = new ServiceReader(context, environment);
            named(fields.get("services")).forEach((name, field) -> services.add(reader.read(name, field)));
        }
        var networks = new ArrayList<Network>();
        if (fields.containsKey("networks")) {
            var reader = new NetworkReader(context);
            named(fields.get("networks")).forEach((key, field) -> networks.add(reader.read(key, field)));
        }
        return new ComposeFile(version, List.copyOf(services), List.copyOf(networks), extensions(fields));
    }

    /** The user's own keys among those of a mapping. */
    static SortedMap<String, Yaml> extensions(Map<String, Field> fields) {
        var extensions = new TreeMap<String, Yaml>();
        fields.forEach((key, field) -> {
            if (key.startsWith("x-")) {
                extensions.put(key, field.yaml());
            }
        });
        return extensions;
    }

    private static Map<String, Field> named(Field section) {
        var fields = section.mapping();
        fields.keySet().removeIf(name -> {
            boolean bad = !NAME.matcher(name).matches();
            if (bad) {
                section.problems()
                        .add(
                                section.keyAt(name),
                                section.path(),
                                "name " + Problems.quote(name) + " (expected: letters, digits, '.', '_' and '-')");
            }
            return bad;
        });
        return fields;
    }

    private static String version(Mapping document, Problems problems) {
        Entry entry = document.entries().get("version");
        if (entry == null) {
            return LATEST;
        }
        Position at = entry.value().at();
        if (!(entry.value() instanceof Scalar scalar) || scalar.kind() != Kind.STRING) {
            throw problems.fatal(at, "version", entry.value().describe() + " (expected: a string; quotes make it one)");
        }
        var version = scalar.text();
        if (version.isEmpty() || version.equals("3")) {
            return LATEST;
        }
        if (!VERSION.matcher(version).matches()) {
            throw problems.fatal(at, "version", scalar.describe() + " (expected: 3.0 to " + LATEST + ")");
        }
        return version;
    }
}
