package io.swarmsdk.model;

/**
 * A port a service publishes.
 *
 * @param protocol TCP or UDP
 * @param targetPort the port the image's program speaks of, 1 to 65535
 * @param publishedPort the port on the node, 1 to 65535, or 0 for one that the node picks
 * @param mode on every node or on the task's node
 */
public record PortSpec(PortProtocol protocol, int targetPort, int publishedPort, PublishMode mode) {
    /** Rejects ports out of range. */
    public PortSpec {
        Checks.that(targetPort >= 1 && targetPort <= 65_535, "targetPort: %s (expected: 1..65535)", targetPort);
        Checks.that(
                publishedPort >= 0 && publishedPort <= 65_535, "publishedPort: %s (expected: 0..65535)", publishedPort);
    }
}
