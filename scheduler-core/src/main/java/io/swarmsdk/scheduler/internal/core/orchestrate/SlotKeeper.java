package io.swarmsdk.scheduler.internal.core.orchestrate;

import io.swarmsdk.model.Availability;
import io.swarmsdk.model.Node;
import io.swarmsdk.model.Service;
import io.swarmsdk.model.ServiceMode;
import io.swarmsdk.model.Task;
import io.swarmsdk.model.TaskState;
import io.swarmsdk.model.TaskStatus;
import io.swarmsdk.scheduler.internal.core.place.Constraints;
import io.swarmsdk.scheduler.internal.core.plan.ControlConfig;
import io.swarmsdk.scheduler.internal.core.plan.NodeRules;
import io.swarmsdk.scheduler.internal.core.plan.Plan;
import io.swarmsdk.scheduler.internal.core.plan.Slot;
import io.swarmsdk.scheduler.internal.core.plan.SlotKey;
import io.swarmsdk.scheduler.internal.core.plan.Worklist;
import io.swarmsdk.scheduler.internal.core.restart.RestartRules;
import io.swarmsdk.scheduler.internal.core.update.DirtyCheck;
import java.util.List;
import java.util.Optional;

/**
 * Keeps one slot in order: replaces tasks that ended or lost their node, lets replacements start when their time has
 * come, ends surplus tasks, and forgets old ones. Decides from what the slot holds and remembers nothing; looking twice
 * changes nothing.
 */
final class SlotKeeper {
    private final ControlConfig config;
    private final Worklist work;

    SlotKeeper(ControlConfig config, Worklist work) {
        this.config = config;
        this.work = work;
    }

    /** Looks at a slot. Each step is a unit, and looks at the slot as the step before has left it. */
    void look(SlotKey key, Plan plan) {
        var service = plan.view().service(key.serviceId());
        if (service.isEmpty() || key.global() != service.get().spec().mode() instanceof ServiceMode.Global) {
            stopAll(Slot.in(plan.view(), key).tasks(), TaskState.REMOVE, plan);
        } else if (!key.global()) {
            keep(key, service.get(), true, plan);
            if (!RestartRules.filled(Slot.in(plan.view(), key))) {
                work.services.add(key.serviceId());
            }
        } else {
            keepOnNode(key, service.get(), plan);
        }
        plan.endUnit();
        reap(Slot.in(plan.view(), key), plan);
        plan.endUnit();
    }

    /** Whether a global service wants a task on this node. A paused or silent node keeps its task. */
    static boolean wantedOn(Node node, Service service) {
        return !NodeRules.lost(Optional.of(node))
                && Constraints.of(service.spec().task().placement()).matches(node);
    }

    private void keepOnNode(SlotKey key, Service service, Plan plan) {
        var node = plan.view().node(key.nodeId());
        if (node.isEmpty()) {
            Slot.in(plan.view(), key).tasks().forEach(plan::delete);
            return;
        }
        if (!wantedOn(node.get(), service)) {
            stopAll(Slot.in(plan.view(), key).live(), TaskState.SHUTDOWN, plan);
            return;
        }
        boolean takesNew = node.get().spec().availability() == Availability.ACTIVE;
        keep(key, service, takesNew, plan);
        if (takesNew && !RestartRules.filled(Slot.in(plan.view(), key))) {
            plan.createTask(service, key, TaskState.RUNNING);
        }
    }

    private void keep(SlotKey key, Service service, boolean replace, Plan plan) {
        rejectMisplaced(Slot.in(plan.view(), key), service, plan);
        for (Task task : Slot.in(plan.view(), key).live()) {
            if (task.status().state().isTerminal() || lost(task, plan)) {
                end(task, service, replace, plan);
            }
        }
        thin(Slot.in(plan.view(), key), service, plan);
        release(Slot.in(plan.view(), key), plan);
    }

    /** A node was relabelled: tasks of the present constraints must not stay on it. */
    private void rejectMisplaced(Slot slot, Service service, Plan plan) {
        var constraints = Constraints.of(service.spec().task().placement());
        for (Task task : slot.live()) {
            boolean misplaced = !TaskState.ASSIGNED.isAfter(task.status().state())
                    && !task.status().state().isTerminal()
                    && !DirtyCheck.dirty(service, task, plan.view())
                    && task.nodeId()
                            .flatMap(plan.view()::node)
                            .filter(node -> node.spec().availability() == Availability.ACTIVE)
                            .filter(node -> !constraints.matches(node))
                            .isPresent();
            if (misplaced) {
                plan.update(task.withStatus(
                        TaskStatus.of(TaskState.REJECTED, plan.now(), "task rejected by constraint enforcer")
                                .withError("assigned node no longer meets constraints")));
            }
        }
    }

    private void end(Task task, Service service, boolean replace, Plan plan) {
        var slot = Slot.in(plan.view(), SlotKey.of(task));
        var present = slot.tasks().stream()
                .filter(t -> t.id().equals(task.id()))
                .findFirst()
                .orElseThrow();
        boolean another = slot.live().stream()
                .anyMatch(other -> !other.id().equals(task.id())
                        && !other.status().state().isTerminal()
                        && !lost(other, plan)
                        && !DirtyCheck.dirty(service, other, plan.view()));
        if (replace && !another && RestartRules.wantsReplacement(slot, present)) {
            long heldUntil = RestartRules.heldUntilMillis(slot, present, plan.view());
            if (present.desired() == TaskState.READY
                    && present.status().state().isTerminal()
                    && heldUntil > plan.nowMillis()) {
                work.slotTimes.at(heldUntil, slot.key()); // it failed while it was held back: the delay still counts
                return;
            }
            plan.createTask(service, slot.key(), TaskState.READY);
        }
        plan.stop(present, TaskState.SHUTDOWN);
        plan.endUnit();
    }

    /** Of several wanted tasks one stays; while an update starts the new one first, two until that runs. */
    private void thin(Slot slot, Service service, Plan plan) {
        var live = slot.live();
        if (live.size() < 2) {
            return;
        }
        var outdated = live.stream()
                .filter(task -> DirtyCheck.dirty(service, task, plan.view()))
                .toList();
        var present = live.stream().filter(task -> !outdated.contains(task)).toList();
        var best = present.isEmpty() ? Optional.<Task>empty() : Optional.of(best(present));
        boolean takesOver =
                best.filter(task -> task.status().state() == TaskState.RUNNING).isPresent();
        stopAllBut(best, present, plan);
        stopAllBut(takesOver || outdated.isEmpty() ? Optional.empty() : Optional.of(best(outdated)), outdated, plan);
        plan.endUnit();
    }

    private static Task best(List<Task> tasks) {
        var best = tasks.get(0);
        for (Task task : tasks) {
            if (task.status().state().isAfter(best.status().state())) {
                best = task;
            }
        }
        return best;
    }

    private void release(Slot slot, Plan plan) {
        for (Task task : slot.live()) {
            if (task.desired() == TaskState.READY) {
                long start = RestartRules.startAtMillis(slot, task, plan.view(), config.stopTimeout());
                if (start <= plan.nowMillis()) {
                    plan.update(task.withDesired(TaskState.RUNNING));
                } else {
                    work.slotTimes.at(start, slot.key());
                }
            }
        }
        plan.endUnit();
    }

    private void reap(Slot slot, Plan plan) {
        int kept = 0;
        var newest = slot.newest();
        for (Task task : slot.tasks()) {
            if (task.desired() != TaskState.REMOVE) {
                kept++;
            } else if (ended(task) || gone(task, plan)) {
                plan.delete(task);
            }
        }
        for (Task task : slot.tasks()) {
            if (!Slot.wanted(task) && !ended(task) && task.desired() != TaskState.REMOVE && gone(task, plan)) {
                plan.update(task.withStatus(TaskStatus.of(TaskState.ORPHANED, plan.now(), "its node was removed")));
                continue;
            }
            boolean history = task.desired() == TaskState.SHUTDOWN && ended(task);
            if (kept > limit(task) && history && !newest.equals(Optional.of(task))) {
                plan.delete(task);
                kept--;
            }
        }
    }

    /** Nothing of it can run any more. */
    private static boolean ended(Task task) {
        return task.status().state().isTerminal()
                || TaskState.ASSIGNED.isAfter(task.status().state());
    }

    private static boolean gone(Task task, Plan plan) {
        return task.nodeId().flatMap(plan.view()::node).isEmpty();
    }

    private int limit(Task task) {
        int attempts = task.spec().restart().maxAttempts();
        return attempts > 0 ? attempts + 1 : config.taskHistory();
    }

    private static boolean lost(Task task, Plan plan) {
        return task.nodeId().isPresent() && NodeRules.lost(task.nodeId().flatMap(plan.view()::node));
    }

    private static void stopAll(List<Task> tasks, TaskState desired, Plan plan) {
        stopAllBut(Optional.empty(), tasks, desired, plan);
    }

    private static void stopAllBut(Optional<Task> kept, List<Task> tasks, Plan plan) {
        stopAllBut(kept, tasks, TaskState.SHUTDOWN, plan);
    }

    private static void stopAllBut(Optional<Task> kept, List<Task> tasks, TaskState desired, Plan plan) {
        for (Task task : tasks) {
            if (!kept.equals(Optional.of(task))) {
                plan.stop(task, desired);
            }
        }
    }
}
