package io.swarmsdk.model;

/**
 * A task's place in an overlay network.
 *
 * @param networkId the network
 * @param vni VXLAN network identifier, 24 bits
 * @param address the task's IPv4 address, dotted
 * @param prefixLength of the network's subnet, 1 to 30
 */
public record NetworkAttachment(String networkId, int vni, String address, int prefixLength) {
    /** Rejects a VNI or prefix out of range. */
    public NetworkAttachment {
        Checks.that(vni > 0 && vni < 1 << 24, "vni: %s (expected: 1..16777215)", vni);
        Checks.that(prefixLength >= 1 && prefixLength <= 30, "prefixLength: %s (expected: 1..30)", prefixLength);
    }
}
