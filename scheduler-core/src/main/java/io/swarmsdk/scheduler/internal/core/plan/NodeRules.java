package io.swarmsdk.scheduler.internal.core.plan;

import io.swarmsdk.model.Availability;
import io.swarmsdk.model.Node;
import io.swarmsdk.model.NodeState;
import java.util.Optional;

/** What a node's state means for its tasks. */
public final class NodeRules {
    private NodeRules() {}

    /** Its tasks must move: it is gone, down or drained. An unknown or paused node keeps its tasks. */
    public static boolean lost(Optional<Node> node) {
        return node.isEmpty() || down(node.get()) || drained(node.get());
    }

    /** Nobody can stop its tasks now: it is gone or down. */
    public static boolean unreachable(Optional<Node> node) {
        return node.isEmpty() || down(node.get());
    }

    /** It may be given new tasks. */
    public static boolean takesTasks(Node node) {
        return node.status().state() == NodeState.READY && node.spec().availability() == Availability.ACTIVE;
    }

    /** The operator wants its tasks moved away. */
    public static boolean drained(Node node) {
        return node.spec().availability() == Availability.DRAIN;
    }

    private static boolean down(Node node) {
        return node.status().state() == NodeState.DOWN;
    }
}
