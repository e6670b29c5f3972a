package io.swarmsdk.scheduler.internal.core.allocate;

import io.swarmsdk.model.Network;
import io.swarmsdk.model.store.StoreView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Gives a network its VXLAN identifier, the lowest free one from 4096 up, and its subnet: the one wanted, or the lowest
 * free /24 of 10.0.0.0/8. The first of them, 10.0.0.0/24, is kept for traffic between nodes.
 */
public final class NetworkAllocator {
    static final int FIRST_VNI = 4096;
    private static final int LAST_VNI = (1 << 24) - 1;
    private static final int PREFIX = 24;
    private static final int FIRST_SUBNET = 1;

    private final TreeSet<Integer> vnis = new TreeSet<>();
    private final List<Subnet> subnets = new ArrayList<>();

    /** Knows what the networks of a view have. */
    public NetworkAllocator(StoreView view) {
        view.networks().forEach(network -> network.allocation().ifPresent(this::take));
    }

    /** An allocation for a network, which is taken from now on; empty when {@link #problem} has something to say. */
    public Optional<Network.Allocation> allocate(Network network) {
        var subnet = subnetFor(network);
        int vni = FIRST_VNI;
        while (vnis.contains(vni)) {
            vni++;
        }
        if (subnet.isEmpty() || vni > LAST_VNI) {
            return Optional.empty();
        }
        var allocation = new Network.Allocation(vni, subnet.get().toString());
        take(allocation);
        return Optional.of(allocation);
    }

    /** Why a network has no allocation. */
    public String problem(Network network) {
        if (network.spec().subnet().isEmpty()) {
            return "no free subnet in " + Subnet.POOL;
        }
        var wanted = network.spec().subnet().get();
        return Subnet.parse(wanted)
                .flatMap(subnet -> subnets.stream().filter(subnet::overlaps).findFirst())
                .map(other -> "subnet " + wanted + " overlaps " + other)
                .orElse("subnet '" + wanted + "' (expected: IPv4 in CIDR form, /1 to /30)");
    }

    private Optional<Subnet> subnetFor(Network network) {
        var wanted = network.spec().subnet();
        if (wanted.isPresent()) {
            return Subnet.parse(wanted.get()).filter(this::free);
        }
        for (int index = FIRST_SUBNET; ; index++) {
            var candidate = Subnet.ofPool(index, PREFIX);
            if (candidate.isEmpty() || free(candidate.get())) {
                return candidate;
            }
        }
    }

    private boolean free(Subnet subnet) {
        return subnets.stream().noneMatch(subnet::overlaps);
    }

    private void take(Network.Allocation allocation) {
        vnis.add(allocation.vni());
        Subnet.parse(allocation.subnet()).ifPresent(subnets::add);
    }
}
