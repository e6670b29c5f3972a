package io.swarmsdk.examples.demo;

import io.swarmsdk.model.Node;
import io.swarmsdk.model.Service;
import io.swarmsdk.model.ServiceMode;
import io.swarmsdk.model.Task;
import io.swarmsdk.model.TaskState;
import io.swarmsdk.node.SwarmState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The swarm as a few lines of text: one per service, one per node. Pure. */
final class StateTable {
    private StateTable() {}

    static List<String> lines(SwarmState state, List<DemoNode> nodes) {
        var lines = new ArrayList<String>();
        lines.add("  ──────────────────────────────────────────────────────────────────────");
        for (Node node : state.nodes()) {
            lines.add(String.format(
                    "  %-3s %-8s %-8s %s",
                    name(node.id(), nodes),
                    node.role().name().toLowerCase(java.util.Locale.ROOT),
                    node.status().state(),
                    state.tasks().stream()
                            .filter(task ->
                                    task.nodeId().filter(node.id()::equals).isPresent())
                            .filter(task -> task.status().state() == TaskState.RUNNING)
                            .map(Task::name)
                            .sorted()
                            .collect(Collectors.joining(" "))));
        }
        lines.addAll(services(state).stream().map(line -> "  " + line).toList());
        return lines;
    }

    static List<String> services(SwarmState state) {
        return state.services().stream()
                .sorted(Comparator.comparing(service -> service.spec().name()))
                .map(service -> line(state, service))
                .toList();
    }

    private static String line(SwarmState state, Service service) {
        List<Task> tasks = state.tasks().stream()
                .filter(task -> task.serviceId().equals(service.id()))
                .toList();
        long running = tasks.stream()
                .filter(task ->
                        task.desired() == TaskState.RUNNING && task.status().state() == TaskState.RUNNING)
                .count();
        String wanted = service.spec().mode() instanceof ServiceMode.Replicated replicated
                ? Integer.toString(replicated.replicas())
                : "global";
        String trouble = tasks.stream()
                .max(Comparator.comparing(task -> task.status().at()))
                .flatMap(task -> task.status().error())
                .orElse("");
        return String.format(
                "%-14s %-12s running %d/%s%s%s",
                service.spec().name(),
                service.spec().task().container().image(),
                running,
                wanted,
                service.updateStatus().map(update -> " " + update.state()).orElse(""),
                trouble.isEmpty() ? "" : " (" + trouble + ")");
    }

    private static String name(String id, List<DemoNode> nodes) {
        return nodes.stream()
                .filter(node -> node.id().equals(id))
                .map(DemoNode::name)
                .findFirst()
                .orElse("-");
    }
}
