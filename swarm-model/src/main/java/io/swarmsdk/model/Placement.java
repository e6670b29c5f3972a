package io.swarmsdk.model;

import java.util.List;

/**
 * Where tasks may run.
 *
 * @param constraints each as in {@code node.labels.zone == a}; all must hold
 * @param spreadOver labels to spread over, as in {@code node.labels.zone}, most important first
 * @param maxReplicasPerNode tasks of the service on one node; 0 is without limit
 */
public record Placement(List<String> constraints, List<String> spreadOver, int maxReplicasPerNode) {
    /** Anywhere. */
    public static final Placement ANYWHERE = new Placement(List.of(), List.of(), 0);

    /** Rejects a negative maximum and copies the lists. */
    public Placement {
        Checks.that(
                maxReplicasPerNode >= 0, "maxReplicasPerNode: %s (expected: >= 0, 0 = no limit)", maxReplicasPerNode);
        constraints = Checks.copy(constraints);
        spreadOver = Checks.copy(spreadOver);
    }
}
