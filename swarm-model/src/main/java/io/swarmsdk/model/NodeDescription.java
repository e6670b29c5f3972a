package io.swarmsdk.model;

import java.util.Map;

/**
 * What a node says of itself when it opens its session.
 *
 * @param hostname its host name
 * @param os operating system as in {@code node.platform.os}, such as {@code linux}
 * @param arch processor as in {@code node.platform.arch}, such as {@code x86_64}
 * @param address IP address on which host-mode ports of its tasks are published
 * @param resources all it has
 * @param engineLabels labels the node itself sets, as in {@code engine.labels.x}
 */
public record NodeDescription(
        String hostname,
        String os,
        String arch,
        String address,
        Resources resources,
        Map<String, String> engineLabels) {
    /** Copies the labels. */
    public NodeDescription {
        engineLabels = Checks.sorted(engineLabels);
    }
}
