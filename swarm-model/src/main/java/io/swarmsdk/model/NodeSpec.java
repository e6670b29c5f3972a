package io.swarmsdk.model;

import java.util.Map;

/**
 * What the operator wants of a node.
 *
 * @param labels labels as in {@code node.labels.x}, set by operators only
 * @param availability what it may be used for
 */
public record NodeSpec(Map<String, String> labels, Availability availability) {
    /** Copies the labels. */
    public NodeSpec {
        labels = Checks.sorted(labels);
    }

    /** No labels, takes tasks. */
    public static NodeSpec active() {
        return new NodeSpec(Map.of(), Availability.ACTIVE);
    }
}
