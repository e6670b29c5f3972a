package io.swarmsdk.scheduler.internal.core.orchestrate;

import io.swarmsdk.model.Network;
import io.swarmsdk.model.Task;
import io.swarmsdk.model.TaskState;
import io.swarmsdk.model.TaskStatus;
import io.swarmsdk.scheduler.internal.core.allocate.AddressPools;
import io.swarmsdk.scheduler.internal.core.allocate.NetworkAllocator;
import io.swarmsdk.scheduler.internal.core.plan.ControlEffects;
import io.swarmsdk.scheduler.internal.core.plan.Plan;
import io.swarmsdk.scheduler.internal.core.plan.Slot;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Gives networks their identifiers and subnets, and new tasks their addresses: a task goes from NEW to PENDING here. A
 * task that gets none waits, with the reason in its status, until an address is set free or a network changes.
 */
final class Addressing {
    private final AddressPools pools = new AddressPools();
    private final LinkedHashSet<String> waiting = new LinkedHashSet<>();
    private final LinkedHashSet<String> blocked = new LinkedHashSet<>();
    private final TreeMap<String, String> problems = new TreeMap<>();
    private boolean networksChanged;

    void observe(String taskId, Optional<Task> now) {
        if (pools.observe(taskId, now)) {
            unblock();
        }
        boolean isNew = now.filter(task -> task.status().state() == TaskState.NEW && Slot.wanted(task))
                .isPresent();
        if (!isNew) {
            waiting.remove(taskId);
            blocked.remove(taskId);
        } else if (!blocked.contains(taskId)) {
            waiting.add(taskId);
        }
    }

    void networkChanged(String networkId, Optional<Network> now) {
        networksChanged = true;
        if (now.isEmpty()) {
            pools.forget(networkId);
        }
        unblock();
    }

    /** Looks at everything that waits. */
    void run(Plan plan, ControlEffects effects) {
        if (networksChanged) {
            networksChanged = false;
            allocateNetworks(plan, effects);
        }
        for (String taskId : List.copyOf(waiting)) {
            if (plan.full()) {
                return;
            }
            waiting.remove(taskId);
            plan.view().task(taskId).ifPresent(task -> allocate(task, plan));
            plan.endUnit();
        }
    }

    boolean idle() {
        return waiting.isEmpty() && !networksChanged;
    }

    int blocked() {
        return blocked.size();
    }

    void clear() {
        pools.clear();
        waiting.clear();
        blocked.clear();
        problems.clear();
        networksChanged = true;
    }

    private void allocateNetworks(Plan plan, ControlEffects effects) {
        var allocator = new NetworkAllocator(plan.view());
        problems.clear();
        for (Network network : plan.view().networks()) {
            if (network.allocation().isEmpty()) {
                allocator
                        .allocate(network)
                        .ifPresentOrElse(
                                allocation -> plan.update(network.withAllocation(allocation)),
                                () -> refuse(network, allocator.problem(network), effects));
                plan.endUnit();
            }
        }
        networksChanged = false; // the changes made here need no second look
    }

    private void refuse(Network network, String problem, ControlEffects effects) {
        problems.put(network.id(), problem);
        effects.note("network " + network.spec().name() + ": " + problem);
    }

    private void allocate(Task task, Plan plan) {
        var answer = pools.find(task, plan.view(), problems);
        if (answer.problem().isEmpty()) {
            plan.update(task.withNetworks(answer.addresses())
                    .withStatus(TaskStatus.of(TaskState.PENDING, plan.now(), "pending task scheduling")));
            return;
        }
        blocked.add(task.id());
        if (!task.status().error().equals(answer.problem())) {
            plan.update(task.withStatus(task.status().withError(answer.problem().get())));
        }
    }

    private void unblock() {
        waiting.addAll(blocked);
        blocked.clear();
    }
}
