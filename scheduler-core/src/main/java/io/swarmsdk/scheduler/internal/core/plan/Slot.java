package io.swarmsdk.scheduler.internal.core.plan;

import io.swarmsdk.model.Task;
import io.swarmsdk.model.TaskState;
import io.swarmsdk.model.store.StoreView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The tasks of one slot, present and past, oldest first.
 *
 * @param key which slot
 * @param tasks oldest first
 */
public record Slot(SlotKey key, List<Task> tasks) {
    // Of two made in one millisecond the one that is to stop came first: a replacement is made with the stop.
    private static final Comparator<Task> BY_AGE = Comparator.comparing(
                    (Task task) -> task.meta().createdAt())
            .thenComparing(Task::desired, Comparator.reverseOrder())
            .thenComparing(Task::id);

    /** Sorts the tasks. */
    public Slot {
        var sorted = new ArrayList<>(tasks);
        sorted.sort(BY_AGE);
        tasks = sorted;
    }

    /** The slot as a view has it. */
    public static Slot in(StoreView view, SlotKey key) {
        if (!key.global()) {
            return new Slot(key, List.copyOf(view.tasksInSlot(key.serviceId(), key.number())));
        }
        var tasks = new ArrayList<Task>();
        for (Task task : view.tasksOnNode(key.nodeId())) {
            if (task.slot() == 0 && task.serviceId().equals(key.serviceId())) {
                tasks.add(task);
            }
        }
        return new Slot(key, tasks);
    }

    /** Whether the swarm still wants this task. */
    public static boolean wanted(Task task) {
        return !task.desired().isAfter(TaskState.RUNNING);
    }

    /** The tasks the swarm still wants: normally one, two while an update starts the new one first. */
    public List<Task> live() {
        return tasks.stream().filter(Slot::wanted).toList();
    }

    /** The youngest that is not to be forgotten. */
    public Optional<Task> newest() {
        for (int i = tasks.size() - 1; i >= 0; i--) {
            if (tasks.get(i).desired() != TaskState.REMOVE) {
                return Optional.of(tasks.get(i));
            }
        }
        return Optional.empty();
    }
}
