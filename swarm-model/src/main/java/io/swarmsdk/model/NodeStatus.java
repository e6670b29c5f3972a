package io.swarmsdk.model;

/**
 * A node as the managers see it.
 *
 * @param state its health
 * @param message why, for an operator; empty when there is nothing to say
 */
public record NodeStatus(NodeState state, String message) {
    /** A node that has not been heard of yet. */
    public static NodeStatus unknown() {
        return new NodeStatus(NodeState.UNKNOWN, "");
    }
}
