package io.swarmsdk.scheduler.internal.core.place;

import io.swarmsdk.model.Node;
import io.swarmsdk.model.Task;
import io.swarmsdk.scheduler.internal.core.plan.NodeRules;
import java.util.Optional;

/** Whether nodes can take tasks like this one. The rules in their order: an operator sees the first that fails. */
final class Fit {
    private final Task task;
    private final Constraints constraints;

    Fit(Task task) {
        this.task = task;
        this.constraints = Constraints.of(task.spec().placement());
    }

    /** The first objection; empty means the node can take it. */
    Optional<Objection> objection(Node node, NodeLoad load) {
        int max = task.spec().placement().maxReplicasPerNode();
        if (!NodeRules.takesTasks(node)) {
            return Optional.of(Objection.NOT_AVAILABLE);
        } else if (!load.fits(task.spec().reservations(), node.description().resources())) {
            return Optional.of(Objection.RESOURCES);
        } else if (!constraints.matches(node)) {
            return Optional.of(Objection.CONSTRAINTS);
        } else if (load.portInUse(task.ports())) {
            return Optional.of(Objection.HOST_PORT);
        } else if (max > 0 && load.activeOf(task.serviceId()) >= max) {
            return Optional.of(Objection.MAX_REPLICAS);
        }
        return Optional.empty();
    }
}
