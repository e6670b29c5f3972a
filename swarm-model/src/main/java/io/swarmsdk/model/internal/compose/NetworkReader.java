package io.swarmsdk.model.internal.compose;

import static io.swarmsdk.model.internal.compose.ServiceReader.optional;

import io.swarmsdk.model.internal.compose.ComposeFile.Network;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads one entry of {@code networks}. */
final class NetworkReader {
    private static final Keys NETWORK = Keys.of(
                    "a network", "driver", "driver_opts", "ipam", "external", "internal", "labels")
            .read(2, "attachable")
            .read(5, "name")
            .extensions(7);
    private static final Keys EXTERNAL = Keys.of("an external network", "name");
    private static final Keys IPAM =
            Keys.of("a network's ipam", "driver", "config").later("options");
    private static final Keys POOL = Keys.of("an address pool", "subnet");

    private final Keys.Context context;

    NetworkReader(Keys.Context context) {
        this.context = context;
    }

    private record Ipam(Optional<String> driver, Optional<String> subnet) {
        static final Ipam NONE = new Ipam(Optional.empty(), Optional.empty());
    }

    Network read(String key, Field field) {
        var fields = field.is(Yaml.Kind.NULL) ? Map.<String, Field>of() : NETWORK.check(field, context);
        var name = optional(fields, "name").flatMap(Field::filledString);
        var external = optional(fields, "external");
        var externalName = external.filter(Field::isMapping).flatMap(f -> externalName(f, name));
        boolean isExternal =
                external.map(f -> f.isMapping() || f.bool().orElse(false)).orElse(false);
        var ipam = optional(fields, "ipam").map(this::ipam).orElse(Ipam.NONE);
        return new Network(
                key,
                field.place(),
                externalName.or(() -> name).or(() -> isExternal ? Optional.of(key) : Optional.empty()),
                isExternal,
                optional(fields, "driver").flatMap(Field::filledString),
                optional(fields, "driver_opts").map(NetworkReader::options).orElse(Map.of()),
                ipam.driver,
                ipam.subnet,
                optional(fields, "internal").flatMap(Field::bool).orElse(false),
                optional(fields, "attachable").flatMap(Field::bool).orElse(false),
                optional(fields, "labels").map(Field::labels).orElseGet(TreeMap::new));
    }

    private Optional<String> externalName(Field field, Optional<String> name) {
        var inner = optional(EXTERNAL.check(field, context), "name");
        inner.ifPresent(f -> {
            if (name.isPresent()) {
                f.report("a second name (expected: only the network's own name key)");
            } else {
                f.warn("external.name is deprecated in favor of the network's name key");
            }
        });
        return inner.flatMap(Field::filledString);
    }

    /** Options tune a driver and change nothing that a program sees, but for one. */
    private static Map<String, String> options(Field field) {
        var options = new TreeMap<String, String>();
        field.mapping()
                .forEach((option, value) -> value.text().ifPresent(text -> {
                    if (option.equals("encrypted")) {
                        value.report("not supported yet (expected: a network without it)");
                    } else {
                        value.warn("has no effect yet");
                    }
                    options.put(option, text);
                }));
        return options;
    }

    private Ipam ipam(Field field) {
        var fields = IPAM.check(field, context);
        var driver = optional(fields, "driver").flatMap(f -> {
            var text = f.filledString();
            text.filter(word -> !word.equals("default")).ifPresent(word -> f.wrong("default"));
            return text;
        });
        Optional<String> subnet = Optional.empty();
        for (var pool : optional(fields, "config").map(Field::list).orElse(List.of())) {
            var wanted = optional(POOL.check(pool, context), "subnet");
            var text = wanted.flatMap(
                    f -> f.parsed(Subnets::parse, "an IPv4 subnet of /8 to /30 without host bits, as in 10.20.0.0/24"));
            if (text.isPresent() && subnet.isPresent()) {
                pool.report("a second subnet is not supported yet (expected: one)");
            }
            subnet = subnet.or(() -> text);
        }
        return new Ipam(driver, subnet);
    }
}
