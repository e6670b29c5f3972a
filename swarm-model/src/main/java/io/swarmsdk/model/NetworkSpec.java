package io.swarmsdk.model;

import java.util.Map;
import java.util.Optional;

/**
 * An overlay network a user wants.
 *
 * @param name unique among networks; a DNS label
 * @param labels of the network
 * @param driver always {@code overlay} for now
 * @param subnet wanted IPv4 subnet in CIDR form; the allocator picks one when absent
 * @param attachable whether programs outside services may join
 * @param internal whether it has no way out
 */
public record NetworkSpec(
        String name,
        Map<String, String> labels,
        String driver,
        Optional<String> subnet,
        boolean attachable,
        boolean internal) {
    /** Rejects a name that is no DNS label and copies the labels. */
    public NetworkSpec {
        Names.checkDnsLabel(name, "name");
        labels = Checks.sorted(labels);
    }

    /** An overlay with defaults for all else. */
    public static NetworkSpec overlay(String name) {
        return new NetworkSpec(name, Map.of(), "overlay", Optional.empty(), false, false);
    }
}
