package io.swarmsdk.scheduler.internal.core.agent;

import io.swarmsdk.model.Task;
import io.swarmsdk.model.TaskState;
import io.swarmsdk.model.TaskStatus;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** One task on its way through the agent. Mutable; belongs to {@link TaskRuns}. */
final class TaskRun {
    Task task;
    /** The last assignment message holds it. */
    boolean assigned = true;
    /** How far it has come here; only rises. */
    TaskStatus status;
    /** The store has states up to this one. */
    TaskState acknowledged;
    /** Steps under way in the executor. */
    int steps;

    boolean prepareBegun;
    boolean stopRequested;
    boolean removing;
    OptionalLong pid = OptionalLong.empty();
    Optional<Instant> processStartedAt = Optional.empty();

    TaskRun(Task task, TaskStatus status) {
        this.task = task;
        this.status = status;
        this.acknowledged = task.status().state();
    }

    boolean isTerminal() {
        return status.state().isTerminal();
    }

    /** Nobody wants it to run any more, or the store takes it for ended. */
    boolean mustStop() {
        return !assigned
                || task.desired().isAfter(TaskState.RUNNING)
                || task.status().state().isTerminal();
    }

    boolean isUnreported() {
        return assigned && status.state().isAfter(acknowledged);
    }

    /** A newer copy of the task; what is desired never gets less. */
    void assign(Task newer) {
        var desired = task.desired().isAfter(newer.desired()) ? task.desired() : newer.desired();
        task = newer.withDesired(desired);
        assigned = true;
        acknowledge(newer.status().state());
    }

    void acknowledge(TaskState state) {
        if (state.isAfter(acknowledged)) {
            acknowledged = state;
        }
    }

    JournalEntry journal() {
        var withPid = new TaskStatus(
                status.state(),
                status.at(),
                status.message(),
                status.error(),
                status.exitCode(),
                isTerminal() ? status.pid() : pid,
                status.ports());
        return new JournalEntry(task.id(), withPid, processStartedAt);
    }
}
