package io.swarmsdk.scheduler.internal.core.orchestrate;

import io.swarmsdk.model.Availability;
import io.swarmsdk.model.Node;
import io.swarmsdk.model.Service;
import io.swarmsdk.model.ServiceMode;
import io.swarmsdk.model.Task;
import io.swarmsdk.model.TaskState;
import io.swarmsdk.scheduler.internal.core.plan.Plan;
import io.swarmsdk.scheduler.internal.core.plan.Slot;
import io.swarmsdk.scheduler.internal.core.plan.SlotKey;
import io.swarmsdk.scheduler.internal.core.plan.Worklist;
import io.swarmsdk.scheduler.internal.core.restart.RestartRules;
import io.swarmsdk.scheduler.internal.core.update.Rollouts;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Gives a service as many slots as its mode wants, takes surplus ones away, and has outdated ones updated. */
final class ServiceKeeper {
    private final Worklist work;
    private final Rollouts rollouts;

    ServiceKeeper(Worklist work, Rollouts rollouts) {
        this.work = work;
        this.rollouts = rollouts;
    }

    /** Looks at a service, also at one that is gone. */
    void look(String serviceId, Plan plan) {
        var service = plan.view().service(serviceId);
        if (service.isEmpty()) {
            rollouts.forget(serviceId);
            plan.view().tasksOfService(serviceId).forEach(task -> work.slots.add(SlotKey.of(task)));
        } else if (service.get().spec().mode() instanceof ServiceMode.Replicated replicated) {
            scale(service.get(), replicated.replicas(), plan);
        } else {
            cover(service.get(), plan);
        }
    }

    private void scale(Service service, int replicas, Plan plan) {
        var filled = new TreeMap<Integer, Slot>();
        for (Slot slot : slots(service, plan)) {
            if (slot.key().global()) {
                work.slots.add(slot.key()); // of another mode: the slot's keeper ends it
            } else if (RestartRules.filled(slot)) {
                filled.put(slot.key().number(), slot);
            }
        }
        for (Slot victim : ScaleDown.victims(filled.values(), filled.size() - replicas)) {
            filled.remove(victim.key().number());
            victim.tasks().forEach(task -> plan.stop(task, TaskState.REMOVE));
            plan.endUnit();
        }
        // Slots that are there already get the new spec by update, new ones have it from the start.
        rollouts.look(service, List.copyOf(filled.values()), plan);
        int missing = replicas - filled.size();
        for (int number = 1; missing > 0; number++) {
            if (plan.full()) {
                work.services.add(service.id());
                return;
            }
            if (!filled.containsKey(number)) {
                plan.createTask(service, SlotKey.numbered(service.id(), number), TaskState.RUNNING);
                plan.endUnit();
                missing--;
            }
        }
    }

    private void cover(Service service, Plan plan) {
        var updatable = new ArrayList<Slot>();
        for (Slot slot : slots(service, plan)) {
            work.slots.add(slot.key());
            boolean active = plan.view()
                    .node(slot.key().nodeId())
                    .filter(node -> takesNew(node, service))
                    .isPresent();
            if (slot.key().global() && active && RestartRules.filled(slot)) {
                updatable.add(slot);
            }
        }
        for (Node node : plan.view().nodes()) {
            work.slots.add(SlotKey.onNode(service.id(), node.id()));
        }
        rollouts.look(service, updatable, plan);
    }

    private static boolean takesNew(Node node, Service service) {
        return SlotKeeper.wantedOn(node, service) && node.spec().availability() == Availability.ACTIVE;
    }

    private static List<Slot> slots(Service service, Plan plan) {
        var tasks = new TreeMap<SlotKey, List<Task>>();
        for (Task task : plan.view().tasksOfService(service.id())) {
            tasks.computeIfAbsent(SlotKey.of(task), key -> new ArrayList<>()).add(task);
        }
        var slots = new ArrayList<Slot>();
        tasks.forEach((key, list) -> slots.add(new Slot(key, list)));
        return slots;
    }
}
