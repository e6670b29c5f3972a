package io.swarmsdk.scheduler.internal.core.agent;

import io.swarmsdk.model.PortStatus;
import io.swarmsdk.model.Task;
import io.swarmsdk.model.TaskState;
import io.swarmsdk.model.TaskStatus;
import io.swarmsdk.scheduler.AgentTask;
import io.swarmsdk.scheduler.TaskReport;
import io.swarmsdk.scheduler.spi.Started;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The tasks of a node and the way of each:
 *
 * <pre>
 * ASSIGNED - ACCEPTED - PREPARING - READY -(desired RUNNING)- STARTING - RUNNING - COMPLETE | FAILED
 *                          any of these -(must stop)- SHUTDOWN        prepare failed - REJECTED
 * </pre>
 *
 * A task that must stop goes to SHUTDOWN however its program ends; when it is no longer assigned and nothing of it is
 * under way, its leftovers are removed and it is forgotten.
 */
final class TaskRuns {
    private final AgentEffects effects;
    private final TreeMap<String, TaskRun> runs = new TreeMap<>();
    /** What earlier agents left in the journal, ended; kept until an assignment says whether anybody still asks. */
    private final TreeMap<String, TaskStatus> inherited = new TreeMap<>();
    /** Leftovers of tasks that nobody asks for, being removed. */
    private final TreeSet<String> forgetting = new TreeSet<>();

    private boolean closing;
    private long journalRevision;
    private Instant wall = Instant.EPOCH;

    TaskRuns(AgentEffects effects) {
        this.effects = effects;
    }

    void now(Instant wallClock) {
        wall = wallClock;
    }

    /** Takes over the journal of an agent that has ended; none of its programs runs any more. */
    void inherit(Collection<JournalEntry> journal) {
        for (var entry : journal) {
            var status = entry.status();
            if (status.state().isTerminal()) {
                inherited.put(entry.taskId(), status);
            } else if (status.state().compareTo(TaskState.STARTING) >= 0) {
                inherited.put(
                        entry.taskId(),
                        ended(TaskState.FAILED, "ended with its agent")
                                .withError("the agent was restarted while the task ran"));
            } else {
                // Nothing ran yet: the task may begin again, or is forgotten with what preparing it left behind.
                inherited.put(entry.taskId(), status);
            }
        }
        journalRevision++;
    }

    /** All that the node has to run; the rest has to go. */
    void complete(List<Task> tasks) {
        var ids = new TreeSet<String>();
        tasks.forEach(task -> ids.add(task.id()));
        for (var run : List.copyOf(runs.values())) {
            if (!ids.contains(run.task.id())) {
                withdraw(run.task.id());
            }
        }
        tasks.forEach(this::assign);
        for (var taskId : List.copyOf(inherited.keySet())) {
            if (!ids.contains(taskId)) {
                inherited.remove(taskId);
                forgetting.add(taskId);
                effects.remove(taskId);
            }
        }
    }

    /** A new or changed task. */
    void assign(Task task) {
        var run = runs.get(task.id());
        if (run != null) {
            run.assign(task);
        } else if (!closing) {
            run = begin(task);
            runs.put(task.id(), run);
            journalRevision++;
        }
        if (run != null) {
            advance(run);
        }
    }

    /** No longer this node's task. */
    void withdraw(String taskId) {
        var run = runs.get(taskId);
        if (run != null) {
            run.assigned = false;
            advance(run);
        }
    }

    /** Everything is to stop and nothing new is taken. */
    void close() {
        closing = true;
        List.copyOf(runs.values()).forEach(this::advance);
    }

    /** True when no program runs and no step is under way. */
    boolean isQuiet() {
        return forgetting.isEmpty() && runs.values().stream().allMatch(run -> run.isTerminal() && run.steps == 0);
    }

    void prepared(String taskId) {
        step(taskId, run -> {
            if (run.status.state() == TaskState.PREPARING && !run.stopRequested) {
                become(run, TaskStatus.of(TaskState.READY, wall, "prepared"));
            }
        });
    }

    void started(String taskId, Started started) {
        step(taskId, run -> {
            if (run.status.state() == TaskState.STARTING && !run.stopRequested) {
                become(run, running(run.pid, started.ports(), started.message()));
            }
        });
    }

    /** A step has thrown; a failed preparation is as final as a rejection. */
    void stepFailed(String taskId, boolean rejected, String error) {
        step(taskId, run -> {
            if (run.isTerminal()) {
                return;
            }
            if (run.stopRequested) {
                become(run, ended(TaskState.SHUTDOWN, "stopped"));
            } else if (rejected || run.status.state() != TaskState.STARTING) {
                become(run, ended(TaskState.REJECTED, "rejected").withError(error));
            } else {
                become(run, ended(TaskState.FAILED, "could not be started").withError(error));
            }
        });
    }

    /** The executor has stopped the task, or could not. */
    void stopped(String taskId, Optional<String> error) {
        step(taskId, run -> {
            if (!run.isTerminal()) {
                become(
                        run,
                        error.map(text -> ended(TaskState.FAILED, "could not be stopped")
                                        .withError(text))
                                .orElseGet(() -> ended(TaskState.SHUTDOWN, "stopped")));
            }
        });
    }

    void removed(String taskId) {
        if (forgetting.remove(taskId)) {
            journalRevision++;
            return;
        }
        var run = runs.get(taskId);
        if (run == null) {
            return;
        }
        run.removing = false;
        if (!run.assigned) {
            runs.remove(taskId);
            journalRevision++;
            effects.taskRemoved(run.task);
        }
    }

    void processStarted(String taskId, long pid, Optional<Instant> startedAt) {
        var run = runs.get(taskId);
        if (run != null && !run.isTerminal()) {
            run.pid = OptionalLong.of(pid);
            run.processStartedAt = startedAt;
            journalRevision++;
        }
    }

    void exited(String taskId, int exitCode, Optional<String> error) {
        var run = runs.get(taskId);
        if (run == null || run.isTerminal()) {
            return;
        }
        if (run.stopRequested) {
            become(run, exit(TaskState.SHUTDOWN, "stopped", Optional.empty(), exitCode, run.pid));
        } else if (exitCode == 0) {
            become(run, exit(TaskState.COMPLETE, "finished", Optional.empty(), exitCode, run.pid));
        } else {
            var text = "exit code " + exitCode + error.map(last -> ": " + last).orElse("");
            become(run, exit(TaskState.FAILED, "ended", Optional.of(text), exitCode, run.pid));
        }
        advance(run);
    }

    /** What the store does not know yet, in id order. */
    List<TaskReport> unreported(int limit) {
        var reports = new ArrayList<TaskReport>();
        for (var run : runs.values()) {
            if (run.isUnreported() && reports.size() < limit) {
                reports.add(new TaskReport(run.task.id(), run.status));
            }
        }
        return reports;
    }

    void acknowledge(String taskId, TaskState state) {
        var run = runs.get(taskId);
        if (run != null) {
            run.acknowledge(state);
        }
    }

    List<AgentTask> tasks() {
        var tasks = new ArrayList<AgentTask>();
        runs.values().forEach(run -> tasks.add(new AgentTask(run.task, run.status)));
        return tasks;
    }

    long journalRevision() {
        return journalRevision;
    }

    List<JournalEntry> journal() {
        var entries = new TreeMap<String, JournalEntry>();
        inherited.forEach((id, status) -> entries.put(id, new JournalEntry(id, status, Optional.empty())));
        for (var id : forgetting) {
            var gone = ended(TaskState.SHUTDOWN, "being removed");
            entries.put(id, new JournalEntry(id, gone, Optional.empty()));
        }
        runs.forEach((id, run) -> entries.put(id, run.journal()));
        return List.copyOf(entries.values());
    }

    private TaskRun begin(Task task) {
        var past = inherited.remove(task.id());
        if (task.status().state().isTerminal()) {
            return new TaskRun(task, task.status());
        }
        if (past != null && past.state().isTerminal()) {
            return new TaskRun(task, past);
        }
        if (task.status().state().compareTo(TaskState.STARTING) >= 0) {
            // It ran once, on an agent that left no journal: to run it twice under one id would lower its state.
            return new TaskRun(
                    task, ended(TaskState.FAILED, "lost").withError("the agent lost the task when it was restarted"));
        }
        return new TaskRun(task, TaskStatus.of(TaskState.ASSIGNED, wall, "assigned"));
    }

    private void step(String taskId, Consumer<TaskRun> outcome) {
        var run = runs.get(taskId);
        if (run != null) {
            run.steps--;
            outcome.accept(run);
            advance(run);
        }
    }

    private void advance(TaskRun run) {
        if (run.isTerminal()) {
            removeWhenUnassigned(run);
        } else if (run.mustStop() || closing) {
            stop(run);
        } else if (run.status.state() == TaskState.ASSIGNED) {
            become(run, TaskStatus.of(TaskState.ACCEPTED, wall, "accepted"));
            become(run, TaskStatus.of(TaskState.PREPARING, wall, "preparing"));
            run.prepareBegun = true;
            run.steps++;
            effects.prepare(run.task);
        } else if (run.status.state() == TaskState.READY && run.task.desired() == TaskState.RUNNING) {
            become(run, TaskStatus.of(TaskState.STARTING, wall, "starting"));
            run.steps++;
            effects.start(run.task.id());
        }
    }

    private void stop(TaskRun run) {
        if (!run.prepareBegun) {
            become(run, ended(TaskState.SHUTDOWN, "stopped before it began"));
            removeWhenUnassigned(run);
        } else if (!run.stopRequested) {
            run.stopRequested = true;
            run.steps++;
            effects.stop(run.task.id(), run.task.spec().container().stopGracePeriod());
        }
    }

    private void removeWhenUnassigned(TaskRun run) {
        if (!run.assigned && run.steps == 0 && !run.removing) {
            run.removing = true;
            effects.remove(run.task.id());
        }
    }

    private void become(TaskRun run, TaskStatus next) {
        if (!next.state().isAfter(run.status.state())) {
            throw new IllegalStateException(
                    run.task.id() + ": " + run.status.state() + " -> " + next.state() + ": " + next.message());
        }
        run.status = next;
        if (next.state().compareTo(TaskState.STARTING) >= 0) {
            journalRevision++;
        }
        effects.taskChanged(run.task, next);
    }

    private TaskStatus ended(TaskState state, String message) {
        return TaskStatus.of(state, wall, message);
    }

    private TaskStatus running(OptionalLong pid, List<PortStatus> ports, String message) {
        return new TaskStatus(TaskState.RUNNING, wall, message, Optional.empty(), OptionalInt.empty(), pid, ports);
    }

    private TaskStatus exit(TaskState state, String message, Optional<String> error, int exitCode, OptionalLong pid) {
        return new TaskStatus(state, wall, message, error, OptionalInt.of(exitCode), pid, List.of());
    }
}
