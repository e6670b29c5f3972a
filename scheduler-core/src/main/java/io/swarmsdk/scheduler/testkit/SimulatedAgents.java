package io.swarmsdk.scheduler.testkit;

import io.swarmsdk.model.NodeState;
import io.swarmsdk.model.Task;
import io.swarmsdk.model.TaskState;
import io.swarmsdk.model.TaskStatus;
import io.swarmsdk.model.store.ChangeSet;
import io.swarmsdk.model.store.ConflictException;
import io.swarmsdk.model.store.StateStore;
import io.swarmsdk.model.store.StoreEvent;
import io.swarmsdk.sim.SimRandom;
import io.swarmsdk.sim.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * All workers at once: each task on a node that is not down makes one step after another, each taking some time, up to
 * what is wanted of it or to its fate.
 */
final class SimulatedAgents {
    private static final Duration COMMIT_TIMEOUT = Duration.ofSeconds(10);

    private final World world;
    private final SimRandom random;
    private final StateStore store;
    private final Supplier<Instant> clock;
    private final TreeMap<String, TaskFate> fates = new TreeMap<>();
    private final TreeSet<String> stepping = new TreeSet<>();
    private final TreeSet<String> ending = new TreeSet<>();
    private TaskFate.Oracle oracle = task -> TaskFate.runs();
    private long maxStepNanos = Duration.ofMillis(40).toNanos();

    SimulatedAgents(World world, StateStore store, Supplier<Instant> clock) {
        this.world = world;
        this.random = world.random().fork();
        this.store = store;
        this.clock = clock;
    }

    void oracle(TaskFate.Oracle value) {
        oracle = value;
    }

    void slowest(Duration step) {
        maxStepNanos = step.toNanos();
    }

    void onEvents(List<StoreEvent> events) {
        for (StoreEvent event : events) {
            switch (event.kind()) {
                case TASK -> wake(event.id());
                case NODE -> store.view().tasksOnNode(event.id()).forEach(task -> wake(task.id()));
                default -> {
                    // agents see tasks only
                }
            }
        }
    }

    private void wake(String taskId) {
        var task = store.view().task(taskId);
        if (task.isEmpty()) {
            fates.remove(taskId);
        } else if (next(task.get()).isPresent() && stepping.add(taskId)) {
            world.schedule(random.nextLong(1, maxStepNanos), "agent " + taskId, () -> step(taskId));
        }
    }

    private void step(String taskId) {
        stepping.remove(taskId);
        store.view().task(taskId).ifPresent(task -> next(task).ifPresent(state -> report(task, state)));
    }

    /** The state it goes to next; empty while it waits or when its node does not hear anything. */
    private Optional<TaskState> next(Task task) {
        var state = task.status().state();
        boolean hears = task.nodeId()
                .flatMap(store.view()::node)
                .filter(node -> node.status().state() == NodeState.READY)
                .isPresent();
        if (!hears || TaskState.ASSIGNED.isAfter(state) || state.isTerminal()) {
            return Optional.empty();
        }
        if (task.desired().isAfter(TaskState.RUNNING)) {
            return Optional.of(TaskState.SHUTDOWN);
        }
        boolean rejected =
                fates.computeIfAbsent(task.id(), id -> oracle.of(task)).end() == TaskState.REJECTED;
        return switch (state) {
            case ASSIGNED -> Optional.of(TaskState.PREPARING);
            case PREPARING -> Optional.of(rejected ? TaskState.REJECTED : TaskState.READY);
            case READY -> task.desired() == TaskState.RUNNING ? Optional.of(TaskState.RUNNING) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private void report(Task task, TaskState state) {
        var status = TaskStatus.of(state, clock.get(), "simulated");
        var changes =
                ChangeSet.builder(clock.get()).update(task.withStatus(status)).build();
        var ignored = store.commit(changes, COMMIT_TIMEOUT).whenComplete((committed, thrown) -> {
            if (thrown instanceof ConflictException) {
                wake(task.id());
            } else if (thrown != null) {
                retryLater(task.id());
            } else if (state == TaskState.RUNNING) {
                scheduleEnd(task);
            }
        });
    }

    private void retryLater(String taskId) {
        if (stepping.add(taskId)) {
            world.schedule(Duration.ofMillis(300).toNanos(), "agent retries " + taskId, () -> {
                step(taskId);
                reachEnd(taskId);
            });
        }
    }

    private void scheduleEnd(Task task) {
        var fate = fates.getOrDefault(task.id(), TaskFate.runs());
        if (fate.end() != TaskState.RUNNING) {
            world.schedule(fate.after().toNanos(), "end " + task.id(), () -> {
                ending.add(task.id());
                reachEnd(task.id());
            });
        }
    }

    private void reachEnd(String taskId) {
        var task = store.view().task(taskId);
        if (!ending.contains(taskId) || task.isEmpty() || task.get().status().state() != TaskState.RUNNING) {
            return;
        }
        var end = fates.getOrDefault(taskId, TaskFate.runs()).end();
        var status = TaskStatus.of(end, clock.get(), "simulated");
        var changes = ChangeSet.builder(clock.get())
                .update(task.get().withStatus(status))
                .build();
        var ignored = store.commit(changes, COMMIT_TIMEOUT).whenComplete((committed, thrown) -> {
            if (thrown != null) {
                retryLater(taskId);
            }
        });
    }
}
