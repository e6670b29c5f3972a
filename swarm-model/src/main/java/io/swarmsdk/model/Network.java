package io.swarmsdk.model;

import java.util.Optional;

/**
 * An overlay network.
 *
 * @param id made by the proposer
 * @param meta version and times
 * @param spec what the user wants
 * @param allocation what the allocator gave it; empty until then
 */
public record Network(String id, Meta meta, NetworkSpec spec, Optional<Allocation> allocation) implements SwarmObject {
    /**
     * What the allocator gave a network.
     *
     * @param vni VXLAN network identifier, 1 to 2^24-1
     * @param subnet IPv4 subnet in CIDR form
     */
    public record Allocation(int vni, String subnet) {
        /** Rejects a VNI out of range. */
        public Allocation {
            Checks.that(vni > 0 && vni < 1 << 24, "vni: %s (expected: 1..16777215)", vni);
        }
    }

    /** Rejects a blank id. */
    public Network {
        Checks.notBlank(id, "id");
    }

    /** A network no store has seen yet. */
    public static Network create(String id, NetworkSpec spec) {
        return new Network(id, Meta.unsaved(), spec, Optional.empty());
    }

    @Override
    public Network withMeta(Meta value) {
        return new Network(id, value, spec, allocation);
    }

    /** The same with an allocation. */
    public Network withAllocation(Allocation value) {
        return new Network(id, meta, spec, Optional.of(value));
    }

    @Override
    public ObjectKind kind() {
        return ObjectKind.NETWORK;
    }
}
