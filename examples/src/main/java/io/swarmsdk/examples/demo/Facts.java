package io.swarmsdk.examples.demo;

import io.swarmsdk.model.Node;
import io.swarmsdk.model.NodeRole;
import io.swarmsdk.model.NodeState;
import io.swarmsdk.model.PortStatus;
import io.swarmsdk.model.Service;
import io.swarmsdk.model.ServiceMode;
import io.swarmsdk.model.Task;
import io.swarmsdk.model.TaskState;
import io.swarmsdk.node.SwarmState;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Questions to a state, to the operating system and to the tasks themselves. */
final class Facts {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private Facts() {}

    /** All tasks that are wanted and run. The store thinks that those of a dead node run too, but wants them no more. */
    static List<Task> running(SwarmState state) {
        return state.tasks().stream()
                .filter(task ->
                        task.desired() == TaskState.RUNNING && task.status().state() == TaskState.RUNNING)
                .toList();
    }

    static List<Task> running(SwarmState state, Service service) {
        return running(state).stream()
                .filter(task -> task.serviceId().equals(service.id()))
                .toList();
    }

    static List<Task> running(SwarmState state, String service) {
        return state.service(service).map(found -> running(state, found)).orElse(List.of());
    }

    /** Why the tasks are not as the services want them; empty when they are. */
    static Optional<String> unsettled(SwarmState state) {
        for (Service service : state.services()) {
            if (service.spec().name().endsWith("_migrate")) {
                boolean done = state.tasksOf(service.spec().name()).stream()
                        .anyMatch(task -> task.status().state() == TaskState.COMPLETE);
                if (!done) {
                    return Optional.of(service.spec().name() + " has not completed");
                }
                continue;
            }
            long wanted = service.spec().mode() instanceof ServiceMode.Replicated replicated
                    ? replicated.replicas()
                    : readyWorkers(state);
            int running = running(state, service).size();
            if (running != wanted) {
                return Optional.of(service.spec().name() + " runs " + running + " of " + wanted + " tasks");
            }
        }
        Set<String> down = state.nodes().stream()
                .filter(node -> node.status().state() != NodeState.READY)
                .map(Node::id)
                .collect(Collectors.toCollection(TreeSet::new));
        return state.tasks().stream()
                .filter(task -> task.desired() == TaskState.RUNNING)
                .filter(task -> task.nodeId().filter(down::contains).isPresent())
                .map(task -> task.name() + " is wanted on a node that is down")
                .findFirst();
    }

    static long readyWorkers(SwarmState state) {
        return state.nodes().stream()
                .filter(node -> node.role() == NodeRole.WORKER && node.status().state() == NodeState.READY)
                .count();
    }

    /** Running tasks whose process the operating system does not know. */
    static List<String> withoutProcess(SwarmState state) {
        return running(state).stream()
                .filter(task -> !isAlive(task.status().pid()))
                .map(Task::name)
                .toList();
    }

    static boolean isAlive(OptionalLong pid) {
        return pid.isPresent()
                && ProcessHandle.of(pid.getAsLong())
                        .filter(ProcessHandle::isAlive)
                        .isPresent();
    }

    static Set<Long> pids(SwarmState state) {
        return state.tasks().stream()
                .filter(task -> task.status().state() == TaskState.RUNNING)
                .flatMap(task -> task.status().pid().stream().boxed())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Why a web task does not answer as it should; empty when it does. */
    static Optional<String> wrongAnswer(Task task, String version) throws InterruptedException {
        Optional<PortStatus> port = task.status().ports().stream().findFirst();
        if (port.isEmpty()) {
            return Optional.of(task.name() + " has no port");
        }
        URI uri = URI.create(
                "http://" + port.get().hostAddress() + ":" + port.get().hostPort() + "/");
        try {
            HttpResponse<String> answer = HTTP.send(
                    HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(3)).build(),
                    HttpResponse.BodyHandlers.ofString());
            String body = answer.body();
            boolean right = answer.statusCode() == 200
                    && body.contains("\"version\":\"" + version + "\"")
                    && body.contains("\"slot\":\"" + task.slot() + "\"");
            return right
                    ? Optional.empty()
                    : Optional.of(task.name() + " at " + uri + " answered " + answer.statusCode() + " " + body.trim());
        } catch (IOException e) {
            return Optional.of(task.name() + " at " + uri + ": " + e);
        }
    }

    static Optional<String> wrongAnswers(List<Task> tasks, String version) throws InterruptedException {
        for (Task task : tasks) {
            Optional<String> wrong = wrongAnswer(task, version);
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        return tasks.isEmpty() ? Optional.of("there are no tasks") : Optional.empty();
    }
}
