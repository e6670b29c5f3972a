package io.swarmsdk.scheduler.internal.core.place;

import io.swarmsdk.model.PortProtocol;
import io.swarmsdk.model.PortSpec;
import io.swarmsdk.model.PublishMode;
import io.swarmsdk.model.Resources;
import io.swarmsdk.model.Task;
import io.swarmsdk.model.TaskState;
import io.swarmsdk.scheduler.internal.core.plan.Slot;
import java.util.List;
import java.util.TreeMap;

/**
 * What a node has been given. A task holds its reservation and its host ports from its assignment until it has ended,
 * whatever is wanted of it; it counts for balance only while it is wanted. Kept per task, so that telling the same thing
 * twice changes nothing.
 */
final class NodeLoad {
    private record Held(Task task, boolean active) {}

    private final TreeMap<String, Held> held = new TreeMap<>();
    private final TreeMap<String, Integer> activeOfService = new TreeMap<>();
    private final TreeMap<Integer, Integer> hostPorts = new TreeMap<>();
    private long nanoCpus;
    private long memoryBytes;
    private int active;

    static boolean holds(Task task) {
        var state = task.status().state();
        return !TaskState.ASSIGNED.isAfter(state) && !state.isTerminal();
    }

    void put(Task task) {
        remove(task.id());
        var entry = new Held(task, Slot.wanted(task));
        held.put(task.id(), entry);
        count(entry, 1);
    }

    void remove(String taskId) {
        var entry = held.remove(taskId);
        if (entry != null) {
            count(entry, -1);
        }
    }

    boolean isEmpty() {
        return held.isEmpty();
    }

    int active() {
        return active;
    }

    int activeOf(String serviceId) {
        return activeOfService.getOrDefault(serviceId, 0);
    }

    boolean fits(Resources wanted, Resources all) {
        return wanted.nanoCpus() <= all.nanoCpus() - nanoCpus
                && wanted.memoryBytes() <= all.memoryBytes() - memoryBytes;
    }

    boolean portInUse(List<PortSpec> ports) {
        for (PortSpec port : ports) {
            if (fixedHostPort(port) && hostPorts.containsKey(portKey(port))) {
                return true;
            }
        }
        return false;
    }

    private void count(Held entry, int sign) {
        var task = entry.task();
        nanoCpus += sign * task.spec().reservations().nanoCpus();
        memoryBytes += sign * task.spec().reservations().memoryBytes();
        for (PortSpec port : task.ports()) {
            if (fixedHostPort(port)) {
                add(hostPorts, portKey(port), sign);
            }
        }
        if (entry.active()) {
            active += sign;
            add(activeOfService, task.serviceId(), sign);
        }
    }

    private static <K> void add(TreeMap<K, Integer> counts, K key, int amount) {
        counts.merge(key, amount, (a, b) -> a + b == 0 ? null : a + b);
    }

    private static boolean fixedHostPort(PortSpec port) {
        return port.mode() == PublishMode.HOST && port.publishedPort() != 0;
    }

    private static int portKey(PortSpec port) {
        return port.publishedPort() * 2 + (port.protocol() == PortProtocol.UDP ? 1 : 0);
    }
}
