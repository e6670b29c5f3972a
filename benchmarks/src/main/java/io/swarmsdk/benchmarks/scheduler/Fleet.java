package io.swarmsdk.benchmarks.scheduler;

import io.swarmsdk.model.Availability;
import io.swarmsdk.model.Meta;
import io.swarmsdk.model.Node;
import io.swarmsdk.model.NodeDescription;
import io.swarmsdk.model.NodeRole;
import io.swarmsdk.model.NodeSpec;
import io.swarmsdk.model.NodeState;
import io.swarmsdk.model.NodeStatus;
import io.swarmsdk.model.Placement;
import io.swarmsdk.model.Resources;
import io.swarmsdk.model.Service;
import io.swarmsdk.model.ServiceSpec;
import io.swarmsdk.model.internal.core.StoreCore;
import io.swarmsdk.model.internal.core.StoreState;
import io.swarmsdk.model.store.ChangeSet;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A swarm before its first task: ready nodes in three zones, and one service that has a constraint and reservations. */
final class Fleet {
    static final Instant AT = Instant.ofEpochSecond(1_700_000_000);

    private static final Resources OF_A_NODE = new Resources(8_000_000_000L, 32L << 30);
    private static final Resources OF_A_TASK = new Resources(100_000_000L, 64L << 20);

    private Fleet() {}

    static StoreState waitingFor(int tasks, int nodes) {
        var set = ChangeSet.builder(AT);
        for (int i = 0; i < nodes; i++) {
            set.create(node(i));
        }
        set.create(Service.create("service", service(tasks)));
        var core = new StoreCore();
        var outcome = core.apply(1, 1, set.build());
        if (outcome.conflict().isPresent()) {
            throw new IllegalStateException("rejected: " + outcome.conflict());
        }
        return core.state();
    }

    private static Node node(int number) {
        String name = "node-%04d".formatted(number);
        return new Node(
                name,
                Meta.unsaved(),
                new NodeSpec(Map.of("zone", "z" + number % 3), Availability.ACTIVE),
                NodeRole.WORKER,
                new NodeDescription(name, "linux", "x86_64", "10.0.0.1", OF_A_NODE, Map.of()),
                new NodeStatus(NodeState.READY, ""));
    }

    private static ServiceSpec service(int tasks) {
        var spec = ServiceSpec.replicated("web", "shop/web:1", tasks);
        return spec.withTask(spec.task()
                .withReservations(OF_A_TASK)
                .withPlacement(new Placement(List.of("node.platform.os == linux"), List.of("node.labels.zone"), 0)));
    }
}
