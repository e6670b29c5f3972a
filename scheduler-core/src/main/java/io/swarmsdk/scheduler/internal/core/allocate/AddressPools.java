package io.swarmsdk.scheduler.internal.core.allocate;

import io.swarmsdk.model.Network;
import io.swarmsdk.model.NetworkAttachment;
import io.swarmsdk.model.NetworkUse;
import io.swarmsdk.model.Task;
import io.swarmsdk.model.store.StoreView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The task addresses of all networks. A task has its addresses until it has ended. The next free address is searched
 * upwards from the last one given, so that a freed address rests as long as possible. Kept per task, so that telling the
 * same thing twice changes nothing. Belongs to one core.
 */
public final class AddressPools {
    /**
     * The outcome of a request.
     *
     * @param addresses one per network, in the order of the spec
     * @param problem why there are none
     */
    public record Answer(List<NetworkAttachment> addresses, Optional<String> problem) {}

    private static final class Pool {
        final TreeMap<Long, String> holders = new TreeMap<>();
        long cursor;
    }

    private final TreeMap<String, Pool> pools = new TreeMap<>();
    private final TreeMap<String, List<NetworkAttachment>> addressesOf = new TreeMap<>();

    /** Takes note of a task as it is now, or that it is gone. True when that set an address free. */
    public boolean observe(String taskId, Optional<Task> now) {
        var holds = now.filter(task -> !task.status().state().isTerminal())
                .map(Task::networks)
                .orElse(List.of());
        var before = addressesOf.getOrDefault(taskId, List.of());
        if (before.equals(holds)) {
            return false;
        }
        before.forEach(address -> pool(address.networkId()).holders.remove(Subnet.address(address.address())));
        holds.forEach(address -> pool(address.networkId()).holders.put(Subnet.address(address.address()), taskId));
        if (holds.isEmpty()) {
            addressesOf.remove(taskId);
        } else {
            addressesOf.put(taskId, holds);
        }
        return !before.isEmpty();
    }

    /**
     * Finds a free address in every network of a task. They are taken once the task is observed with them.
     *
     * @param problems why networks have no subnet, by network id
     */
    public Answer find(Task task, StoreView view, Map<String, String> problems) {
        var addresses = new ArrayList<NetworkAttachment>();
        for (NetworkUse use : task.spec().networks()) {
            var network = view.networkByName(use.network());
            var subnet = network.flatMap(Network::allocation).flatMap(given -> Subnet.parse(given.subnet()));
            if (subnet.isEmpty()) {
                var why = network.map(unready -> problems.getOrDefault(unready.id(), "has no subnet yet"))
                        .orElse("not found");
                return new Answer(List.of(), Optional.of("network " + use.network() + ": " + why));
            }
            var pool = pool(network.get().id());
            long address = free(pool, subnet.get());
            if (address < 0) {
                return new Answer(
                        List.of(),
                        Optional.of("network " + use.network() + ": no free address in " + subnet.get() + " ("
                                + pool.holders.size() + " in use)"));
            }
            pool.cursor = address + 1;
            int vni = network.get().allocation().orElseThrow().vni();
            addresses.add(new NetworkAttachment(
                    network.get().id(), vni, Subnet.text(address), subnet.get().prefix()));
        }
        return new Answer(addresses, Optional.empty());
    }

    /** Forgets a network that is gone. */
    public void forget(String networkId) {
        pools.remove(networkId);
    }

    /** Forgets all. */
    public void clear() {
        pools.clear();
        addressesOf.clear();
    }

    private Pool pool(String networkId) {
        return pools.computeIfAbsent(networkId, id -> new Pool());
    }

    private static long free(Pool pool, Subnet subnet) {
        long first = subnet.task(0);
        long count = subnet.tasks();
        long start = pool.cursor > first && pool.cursor < first + count ? pool.cursor - first : 0;
        // At most one more step than there are holders: the search ends early in all but a full subnet.
        for (long step = 0; step < count; step++) {
            long address = subnet.task((start + step) % count);
            if (!pool.holders.containsKey(address)) {
                return address;
            }
        }
        return -1;
    }
}
