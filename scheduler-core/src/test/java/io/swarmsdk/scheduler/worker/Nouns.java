package io.swarmsdk.scheduler.worker;

import io.swarmsdk.model.ContainerSpec;
import io.swarmsdk.model.Meta;
import io.swarmsdk.model.Node;
import io.swarmsdk.model.NodeDescription;
import io.swarmsdk.model.NodeRole;
import io.swarmsdk.model.NodeSpec;
import io.swarmsdk.model.NodeStatus;
import io.swarmsdk.model.PortSpec;
import io.swarmsdk.model.Resources;
import io.swarmsdk.model.Service;
import io.swarmsdk.model.ServiceSpec;
import io.swarmsdk.model.Task;
import io.swarmsdk.model.TaskSpec;
import io.swarmsdk.model.TaskState;
import io.swarmsdk.model.TaskStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Short ways to the nouns of the model. */
public final class Nouns {
    public static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
    public static final Service WEB = Service.create("svc-web", ServiceSpec.replicated("web", "shop/web:1", 3));

    private Nouns() {}

    public static NodeDescription description(String hostname) {
        return new NodeDescription(
                hostname, "linux", "x86_64", "127.0.0.1", new Resources(2_000_000_000L, 1L << 30), Map.of());
    }

    public static Node node(String id, NodeStatus status) {
        return new Node(id, Meta.unsaved(), NodeSpec.active(), NodeRole.WORKER, description(id), status);
    }

    public static Node node(String id) {
        return node(id, NodeStatus.unknown());
    }

    /** Assigned to the node, to run. */
    public static Task task(String id, String nodeId, ContainerSpec container, PortSpec... ports) {
        return new Task(
                id,
                Meta.unsaved(),
                WEB.id(),
                "web",
                1,
                Optional.of(nodeId),
                TaskSpec.of(container),
                1,
                List.of(ports),
                TaskState.RUNNING,
                status(TaskState.ASSIGNED),
                List.of());
    }

    public static Task task(String id, String nodeId) {
        return task(id, nodeId, ContainerSpec.of("shop/web:1"));
    }

    public static TaskStatus status(TaskState state) {
        return TaskStatus.of(state, NOON, "test");
    }
}
