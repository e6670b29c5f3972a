package io.swarmsdk.scheduler.internal.core.orchestrate;

import io.swarmsdk.model.Task;
import io.swarmsdk.model.TaskState;
import io.swarmsdk.model.TaskStatus;
import io.swarmsdk.scheduler.internal.core.place.FailureLog;
import io.swarmsdk.scheduler.internal.core.place.Loads;
import io.swarmsdk.scheduler.internal.core.place.Placer;
import io.swarmsdk.scheduler.internal.core.plan.Plan;
import io.swarmsdk.scheduler.internal.core.plan.Slot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Gives pending tasks their nodes: a task goes from PENDING to ASSIGNED here. Tasks of one service and spec version are
 * placed together. A task that fits nowhere waits, with the reason in its status, until a node changes or room is set
 * free; it is not tried again more often than the pause allows.
 */
final class Placement {
    private record Group(String serviceId, long specVersion) {}

    private final Loads loads = new Loads();
    private final FailureLog failures = new FailureLog();
    private final LinkedHashSet<String> waiting = new LinkedHashSet<>();
    private final LinkedHashSet<String> unplaceable = new LinkedHashSet<>();
    private final long pauseMillis;
    private boolean retry;
    private long retryAtMillis;

    Placement(long pauseMillis) {
        this.pauseMillis = pauseMillis;
    }

    void observe(String taskId, Optional<Task> now) {
        if (loads.observe(taskId, now)) {
            roomChanged();
        }
        boolean pending = now.filter(task -> task.status().state() == TaskState.PENDING && Slot.wanted(task))
                .isPresent();
        if (!pending) {
            waiting.remove(taskId);
            unplaceable.remove(taskId);
        } else if (!unplaceable.contains(taskId)) {
            waiting.add(taskId);
        }
    }

    /** A task has just failed on a node, or is found to have failed there. */
    void failed(Task task, long nowMillis) {
        failures.record(task, nowMillis);
    }

    /** What fits nowhere is worth another try. */
    void roomChanged() {
        retry = true;
    }

    /** Looks at everything that waits. */
    void run(Plan plan) {
        if (retryDue(plan.nowMillis())) {
            retry = false;
            retryAtMillis = plan.nowMillis() + pauseMillis;
            waiting.addAll(unplaceable);
            unplaceable.clear();
        }
        if (waiting.isEmpty()) {
            return;
        }
        var placer = new Placer(plan.view(), loads, failures, plan.nowMillis());
        var decisions = new Writer(plan);
        var groups = new LinkedHashMap<Group, List<Task>>();
        for (String taskId : List.copyOf(waiting)) {
            plan.view().task(taskId).ifPresent(task -> {
                if (task.nodeId().isPresent()) {
                    waiting.remove(taskId);
                    unplaceable.add(taskId);
                    placer.confirm(task, decisions);
                } else {
                    groups.computeIfAbsent(new Group(task.serviceId(), task.specVersion()), key -> new ArrayList<>())
                            .add(task);
                }
            });
        }
        for (List<Task> group : groups.values()) {
            if (plan.full()) {
                return;
            }
            placer.place(group, decisions);
        }
    }

    boolean idle(long nowMillis) {
        return waiting.isEmpty() && !retryDue(nowMillis);
    }

    OptionalLong nextMillis() {
        return retry && !unplaceable.isEmpty() ? OptionalLong.of(retryAtMillis) : OptionalLong.empty();
    }

    int unplaceable() {
        return unplaceable.size();
    }

    void clear() {
        loads.clear();
        failures.clear();
        waiting.clear();
        unplaceable.clear();
        retry = false;
    }

    private boolean retryDue(long nowMillis) {
        return retry && !unplaceable.isEmpty() && nowMillis >= retryAtMillis;
    }

    /** Writes decisions into the plan, which tells the loads. */
    private final class Writer implements Placer.Decisions {
        private final Plan plan;

        Writer(Plan plan) {
            this.plan = plan;
        }

        @Override
        public void assign(Task task, String nodeId) {
            var message = task.nodeId().isPresent()
                    ? "scheduler confirmed task can run on preassigned node"
                    : "scheduler assigned task to node";
            plan.update(task.withNode(nodeId).withStatus(TaskStatus.of(TaskState.ASSIGNED, plan.now(), message)));
            plan.endUnit();
        }

        @Override
        public void refuse(Task task, String reason) {
            waiting.remove(task.id());
            unplaceable.add(task.id());
            if (!task.status().error().equals(Optional.of(reason))) {
                plan.update(task.withStatus(task.status().withError(reason)));
                plan.endUnit();
            }
        }
    }
}
