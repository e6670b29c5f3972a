package io.swarmsdk.model;

/**
 * A machine, or a JVM that stands for one, in the swarm.
 *
 * @param id made by the node when it first started
 * @param meta version and times
 * @param spec what the operator wants of it
 * @param role what it does
 * @param description what it said of itself last
 * @param status what the managers know of its health
 */
public record Node(String id, Meta meta, NodeSpec spec, NodeRole role, NodeDescription description, NodeStatus status)
        implements SwarmObject {
    /** Rejects a blank id. */
    public Node {
        Checks.notBlank(id, "id");
    }

    @Override
    public Node withMeta(Meta value) {
        return new Node(id, value, spec, role, description, status);
    }

    /** The same node with another spec. */
    public Node withSpec(NodeSpec value) {
        return new Node(id, meta, value, role, description, status);
    }

    /** The same node with another status. */
    public Node withStatus(NodeStatus value) {
        return new Node(id, meta, spec, role, description, value);
    }

    /** The same node with another description. */
    public Node withDescription(NodeDescription value) {
        return new Node(id, meta, spec, role, value, status);
    }

    @Override
    public ObjectKind kind() {
        return ObjectKind.NODE;
    }
}
