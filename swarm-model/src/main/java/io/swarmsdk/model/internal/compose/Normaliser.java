package io.swarmsdk.model.internal.compose;

import io.swarmsdk.model.internal.compose.ComposeFile.Amounts;
import io.swarmsdk.model.internal.compose.ComposeFile.Attachment;
import io.swarmsdk.model.internal.compose.ComposeFile.Deploy;
import io.swarmsdk.model.internal.compose.ComposeFile.Network;
import io.swarmsdk.model.internal.compose.ComposeFile.Placement;
import io.swarmsdk.model.internal.compose.ComposeFile.Port;
import io.swarmsdk.model.internal.compose.ComposeFile.Restart;
import io.swarmsdk.model.internal.compose.ComposeFile.Service;
import io.swarmsdk.model.internal.compose.ComposeFile.Update;
import io.swarmsdk.model.internal.compose.Field.Sited;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes a file back in its long form, keys in the order that Docker prints them in. */
public final class Normaliser {
    private Normaliser() {}

    /** The file as YAML. */
    public static String toYaml(ComposeFile file) {
        var top = new Tree().put("version", file.version());
        var services = new TreeMap<String, Object>();
        file.services().forEach(service -> services.put(service.name(), service(service)));
        top.entries.put("services", services);
        var networks = new TreeMap<String, Object>();
        file.networks().forEach(network -> networks.put(network.key(), network(network)));
        top.filled("networks", networks);
        top.entries.putAll(file.extensions());
        return YamlWriter.write(top.entries);
    }

    /** A mapping to be written; what is empty is left out. */
    private static final class Tree {
        final Map<String, @Nullable Object> entries = new LinkedHashMap<>();

        Tree put(String key, Object value) {
            entries.put(key, value);
            return this;
        }

        Tree put(String key, Optional<?> value) {
            value.ifPresent(v -> entries.put(key, v instanceof Duration d ? Durations.format(d) : v));
            return this;
        }

        Tree word(String key, Optional<? extends Enum<?>> value) {
            return put(key, value.map(v -> v.name().toLowerCase(Locale.ROOT).replace('_', '-')));
        }

        Tree filled(String key, Map<?, ?> value) {
            return value.isEmpty() ? this : put(key, value);
        }

        Tree filled(String key, Collection<?> value) {
            return value.isEmpty() ? this : put(key, value);
        }

        Tree when(boolean value, String key) {
            return value ? put(key, true) : this;
        }
    }

    private static Map<String, @Nullable Object> service(Service service) {
        var networks = new TreeMap<String, @Nullable Object>();
        service.networks().forEach(attachment -> networks.put(attachment.network(), attachment(attachment)));
        var environment = new TreeMap<String, @Nullable Object>();
        service.environment().forEach((name, value) -> environment.put(name, value.orElse(null)));
        var tree = new Tree()
                .filled("command", service.command())
                .filled("depends_on", service.dependsOn())
                .put("deploy", service.deploy().map(Normaliser::deploy).filter(map -> !map.isEmpty()))
                .filled("entrypoint", service.entrypoint())
                .filled("environment", environment)
                .put("hostname", service.hostname())
                .put("image", service.image().map(Sited::value))
                .filled("labels", service.labels())
                .filled("networks", networks)
                .filled("ports", service.ports().stream().map(Normaliser::port).toList())
                .put("restart", service.restart().map(Sited::value))
                .put("stop_grace_period", service.stopGracePeriod())
                .put("user", service.user())
                .put("working_dir", service.workingDirectory());
        tree.entries.putAll(service.extensions());
        return tree.entries;
    }

    private static @Nullable Object attachment(Attachment attachment) {
        return attachment.aliases().isEmpty() ? null : new Tree().put("aliases", attachment.aliases()).entries;
    }

    private static Map<String, @Nullable Object> port(Port port) {
        return new Tree()
                .word("mode", port.mode())
                .put("target", port.target())
                .put("published", port.published())
                .put("protocol", port.protocol())
                .entries;
    }

    private static Map<String, @Nullable Object> deploy(Deploy deploy) {
        return new Tree()
                .put("mode", deploy.mode())
                .put("replicas", deploy.replicas().map(Sited::value))
                .filled("labels", deploy.labels())
                .put("update_config", deploy.update().map(Normaliser::update))
                .put("rollback_config", deploy.rollback().map(Normaliser::update))
                .put(
                        "resources",
                        deploy.resources()
                                .map(resources -> new Tree()
                                        .put("limits", resources.limits().map(Normaliser::amounts))
                                        .put(
                                                "reservations",
                                                resources.reservations().map(Normaliser::amounts))
                                        .entries)
                                .filter(map -> !map.isEmpty()))
                .put("restart_policy", deploy.restart().map(Normaliser::restart))
                .put("placement", deploy.placement().map(Normaliser::placement).filter(map -> !map.isEmpty()))
                .put("endpoint_mode", deploy.endpointMode().map(Sited::value))
                .entries;
    }

    private static Map<String, @Nullable Object> update(Update update) {
        return new Tree()
                .put("parallelism", update.parallelism())
                .put("delay", update.delay().filter(d -> !d.isZero()))
                .word("failure_action", update.failureAction())
                .put("monitor", update.monitor().filter(d -> !d.isZero()))
                .put("max_failure_ratio", update.maxFailureRatio().filter(ratio -> ratio != 0))
                .word("order", update.order())
                .entries;
    }

    private static Map<String, @Nullable Object> amounts(Amounts amounts) {
        return new Tree()
                .put("cpus", amounts.cpus())
                .put(
                        "memory",
                        amounts.memory()
                                .map(Sited::value)
                                .filter(bytes -> bytes > 0)
                                .map(String::valueOf))
                .entries;
    }

    private static Map<String, @Nullable Object> restart(Restart restart) {
        return new Tree()
                .word("condition", restart.condition())
                .put("delay", restart.delay())
                .put("max_attempts", restart.maxAttempts())
                .put("window", restart.window())
                .entries;
    }

    private static Map<String, @Nullable Object> placement(Placement placement) {
        return new Tree()
                .filled(
                        "constraints",
                        placement.constraints().stream().map(Sited::value).toList())
                .filled(
                        "preferences",
                        placement.spreadOver().stream()
                                .map(label -> Map.of("spread", label))
                                .toList())
                .put("max_replicas_per_node", placement.maxReplicasPerNode().filter(count -> count != 0))
                .entries;
    }

    private static Map<String, @Nullable Object> network(Network network) {
        var ipam = new Tree().put("driver", network.ipamDriver());
        network.subnet().ifPresent(s -> ipam.put("config", List.of(Map.of("subnet", s))));
        return new Tree()
                .put("name", network.name())
                .put("driver", network.driver())
                .filled("driver_opts", network.driverOptions())
                .filled("ipam", ipam.entries)
                .when(network.external(), "external")
                .when(network.internal(), "internal")
                .when(network.attachable(), "attachable")
                .filled("labels", network.labels())
                .entries;
    }
}
