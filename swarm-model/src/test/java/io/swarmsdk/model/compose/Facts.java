package io.swarmsdk.model.compose;

import io.swarmsdk.model.NetworkSpec;
import io.swarmsdk.model.PortSpec;
import io.swarmsdk.model.RestartPolicy;
import io.swarmsdk.model.ServiceMode;
import io.swarmsdk.model.ServiceSpec;
import io.swarmsdk.model.UpdateConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Our specs and Docker's requests as plain values under the same names, to be compared. */
final class Facts {
    private Facts() {}

    /** What a create request says. */
    static Map<String, Object> requested(ServiceSpec service) {
        var container = service.task().container();
        var facts = new TreeMap<String, Object>();
        facts.put("Name", service.name());
        facts.put("Labels", service.labels());
        facts.put("Image", container.image());
        facts.put("Container labels", container.labels());
        facts.put("Command", container.entrypoint());
        facts.put("Args", container.command());
        facts.put("Hostname", container.hostname().orElse(""));
        facts.put(
                "Env",
                container.env().entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .toList());
        facts.put(
                "Networks",
                service.task().networks().stream()
                        .map(use -> use.network() + " " + use.aliases())
                        .toList());
        facts.put("Ports", service.ports().stream().map(Facts::port).toList());
        return facts;
    }

    static Map<String, Object> requested(Map<?, ?> request) {
        var container = map(map(request, "TaskTemplate"), "ContainerSpec");
        var facts = new TreeMap<String, Object>();
        facts.put("Name", request.get("Name"));
        facts.put("Labels", request.get("Labels"));
        facts.put("Image", container.get("Image"));
        facts.put("Container labels", container.get("Labels"));
        facts.put("Command", list(container, "Command"));
        facts.put("Args", list(container, "Args"));
        facts.put(
                "Hostname",
                Optional.<Object>ofNullable(container.get("Hostname")).orElse(""));
        facts.put(
                "Env",
                list(container, "Env").stream()
                        .filter(line -> line.toString().contains("="))
                        .toList());
        facts.put(
                "Networks",
                list(map(request, "TaskTemplate"), "Networks").stream()
                        .map(use -> ((Map<?, ?>) use).get("Target") + " " + ((Map<?, ?>) use).get("Aliases"))
                        .toList());
        facts.put("Ports", ports(map(request, "EndpointSpec")));
        return facts;
    }

    static Map<String, Object> network(NetworkSpec network) {
        return new TreeMap<>(Map.of(
                "Name", network.name(),
                "Labels", network.labels(),
                "Driver", network.driver(),
                "Internal", network.internal(),
                "Attachable", network.attachable(),
                "Subnet", network.subnet().orElse("")));
    }

    static Map<String, Object> network(Map<?, ?> request) {
        var pools = list(map(request, "IPAM"), "Config");
        return new TreeMap<>(Map.of(
                "Name", request.get("Name"),
                "Labels", request.get("Labels"),
                "Driver", request.get("Driver"),
                "Internal", request.get("Internal"),
                "Attachable", request.get("Attachable"),
                "Subnet", pools.isEmpty() ? "" : ((Map<?, ?>) pools.get(0)).get("Subnet")));
    }

    /** What a manager keeps, defaults included. */
    static Map<String, Object> stored(ServiceSpec service) {
        var task = service.task();
        var facts = new TreeMap<String, Object>();
        facts.put("Mode", service.mode() instanceof ServiceMode.Replicated r ? "replicated " + r.replicas() : "global");
        facts.put("StopGracePeriod", task.container().stopGracePeriod().toNanos());
        facts.put("Update", update(service.update()));
        facts.put("Rollback", update(service.rollback()));
        facts.put("Restart", restart(task.restart()));
        facts.put("Constraints", task.placement().constraints());
        facts.put("Spread", task.placement().spreadOver());
        facts.put("MaxReplicas", (long) task.placement().maxReplicasPerNode());
        facts.put("Limits", task.limits().nanoCpus() + " " + task.limits().memoryBytes());
        facts.put(
                "Reservations",
                task.reservations().nanoCpus() + " " + task.reservations().memoryBytes());
        return facts;
    }

    static Map<String, Object> stored(Map<?, ?> service) {
        var task = map(service, "TaskTemplate");
        var mode = map(service, "Mode");
        var placement = map(task, "Placement");
        var facts = new TreeMap<String, Object>();
        facts.put(
                "Mode",
                mode.containsKey("Replicated")
                        ? "replicated " + map(mode, "Replicated").get("Replicas")
                        : "global");
        facts.put("StopGracePeriod", number(map(task, "ContainerSpec"), "StopGracePeriod"));
        facts.put("Update", update(map(service, "UpdateConfig")));
        facts.put("Rollback", update(map(service, "RollbackConfig")));
        var restart = map(task, "RestartPolicy");
        facts.put(
                "Restart",
                restart.get("Condition") + " " + number(restart, "Delay") + " " + number(restart, "MaxAttempts") + " "
                        + number(restart, "Window"));
        facts.put("Constraints", list(placement, "Constraints"));
        facts.put(
                "Spread",
                list(placement, "Preferences").stream()
                        .map(p -> map((Map<?, ?>) p, "Spread").get("SpreadDescriptor"))
                        .toList());
        facts.put("MaxReplicas", number(placement, "MaxReplicas"));
        var resources = map(task, "Resources");
        facts.put("Limits", amounts(map(resources, "Limits")));
        facts.put("Reservations", amounts(map(resources, "Reservations")));
        return facts;
    }

    private static String amounts(Map<?, ?> amounts) {
        return number(amounts, "NanoCPUs") + " " + number(amounts, "MemoryBytes");
    }

    private static String update(UpdateConfig update) {
        return update.parallelism() + " " + update.delay().toNanos() + " " + word(update.failureAction()) + " "
                + update.monitor().toNanos() + " " + update.maxFailureRatio() + " " + word(update.order());
    }

    private static String update(Map<?, ?> update) {
        return number(update, "Parallelism") + " " + number(update, "Delay") + " " + update.get("FailureAction") + " "
                + number(update, "Monitor") + " " + ratio(update) + " "
                + update.get("Order");
    }

    private static double ratio(Map<?, ?> update) {
        return update.get("MaxFailureRatio") instanceof Number number ? number.doubleValue() : 0;
    }

    private static String restart(RestartPolicy restart) {
        return word(restart.condition()) + " " + restart.delay().toNanos() + " " + restart.maxAttempts() + " "
                + restart.window().toNanos();
    }

    private static String port(PortSpec port) {
        return word(port.mode()) + " " + port.publishedPort() + ":" + port.targetPort() + "/" + word(port.protocol());
    }

    private static List<Object> ports(Map<?, ?> endpoint) {
        var ports = new ArrayList<Object>();
        for (var item : list(endpoint, "Ports")) {
            var port = (Map<?, ?>) item;
            ports.add(Optional.<Object>ofNullable(port.get("PublishMode")).orElse("ingress") + " "
                    + number(port, "PublishedPort") + ":" + port.get("TargetPort") + "/"
                    + Optional.<Object>ofNullable(port.get("Protocol")).orElse("tcp"));
        }
        return ports;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static long number(Map<?, ?> map, String key) {
        return map.get(key) instanceof Number number ? number.longValue() : 0;
    }

    /** The mapping under a key; empty when there is none. */
    static Map<?, ?> map(Map<?, ?> map, String key) {
        return map.get(key) instanceof Map<?, ?> inner ? inner : Map.of();
    }

    private static List<?> list(Map<?, ?> map, String key) {
        return map.get(key) instanceof List<?> inner ? inner : List.of();
    }
}
