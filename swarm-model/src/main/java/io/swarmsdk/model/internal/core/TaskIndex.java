package io.swarmsdk.model.internal.core;

import io.swarmsdk.model.Task;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tasks by what they belong to. Immutable.
 *
 * @param byService by service id, then slot and id
 * @param byNode by node id, then id
 * @param byNetwork tasks that hold an address, by network id, then id: those that have not ended
 */
record TaskIndex(
        SortedTree<String, SortedTree<SlotKey, Task>> byService,
        SortedTree<String, SortedTree<String, Task>> byNode,
        SortedTree<String, SortedTree<String, Task>> byNetwork) {
    static final TaskIndex EMPTY = new TaskIndex(SortedTree.empty(), SortedTree.empty(), SortedTree.empty());

    /** Order of the tasks of one service. */
    record SlotKey(int slot, String id) implements Comparable<SlotKey> {
        static SlotKey of(Task task) {
            return new SlotKey(task.slot(), task.id());
        }

        @Override
        public int compareTo(SlotKey other) {
            int bySlot = Integer.compare(slot, other.slot);
            return bySlot != 0 ? bySlot : id.compareTo(other.id);
        }
    }

    /** The index after one task became another; either may be absent. */
    TaskIndex replace(@Nullable Task before, @Nullable Task after) {
        var services = byService;
        var nodes = byNode;
        var networks = byNetwork;
        if (before != null) {
            services = without(services, before.serviceId(), SlotKey.of(before));
            if (before.nodeId().isPresent()) {
                nodes = without(nodes, before.nodeId().get(), before.id());
            }
            for (var network : networksHeld(before)) {
                networks = without(networks, network, before.id());
            }
        }
        if (after != null) {
            services = with(services, after.serviceId(), SlotKey.of(after), after);
            if (after.nodeId().isPresent()) {
                nodes = with(nodes, after.nodeId().get(), after.id(), after);
            }
            for (var network : networksHeld(after)) {
                networks = with(networks, network, after.id(), after);
            }
        }
        return new TaskIndex(services, nodes, networks);
    }

    Collection<Task> ofService(String serviceId) {
        return values(byService.get(serviceId));
    }

    Collection<Task> onNode(String nodeId) {
        return values(byNode.get(nodeId));
    }

    Collection<Task> holdingAddressIn(String networkId) {
        return values(byNetwork.get(networkId));
    }

    Collection<Task> inSlot(String serviceId, int slot) {
        var ofService = byService.get(serviceId);
        if (ofService == null) {
            return List.of();
        }
        var found = new ArrayList<Task>();
        var ahead = ofService.valuesFrom(new SlotKey(slot, ""));
        while (ahead.hasNext()) {
            var task = ahead.next();
            if (task.slot() != slot) {
                break;
            }
            found.add(task);
        }
        return Collections.unmodifiableList(found);
    }

    private static List<String> networksHeld(Task task) {
        if (task.networks().isEmpty() || task.status().state().isTerminal()) {
            return List.of();
        }
        var ids = new ArrayList<String>(task.networks().size());
        task.networks().forEach(attachment -> ids.add(attachment.networkId()));
        return ids;
    }

    static <K extends Comparable<K>, V> SortedTree<String, SortedTree<K, V>> with(
            SortedTree<String, SortedTree<K, V>> index, String group, K key, V value) {
        SortedTree<K, V> members = index.get(group);
        return index.with(group, (members == null ? SortedTree.<K, V>empty() : members).with(key, value));
    }

    static <K extends Comparable<K>, V> SortedTree<String, SortedTree<K, V>> without(
            SortedTree<String, SortedTree<K, V>> index, String group, K key) {
        SortedTree<K, V> members = index.get(group);
        if (members == null) {
            return index;
        }
        var left = members.without(key);
        return left.isEmpty() ? index.without(group) : index.with(group, left);
    }

    static <K extends Comparable<K>, V> Collection<V> values(@Nullable SortedTree<K, V> members) {
        return members == null ? List.of() : members.values();
    }
}
