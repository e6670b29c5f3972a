package io.swarmsdk.scheduler.testkit;

import io.swarmsdk.model.Task;
import io.swarmsdk.model.TaskState;
import java.time.Duration;

/**
 * What becomes of a simulated task.
 *
 * @param end the state it ends in by itself: COMPLETE, FAILED or REJECTED; RUNNING when it runs until it is stopped
 * @param after how long it runs first; a rejected task never runs
 */
public record TaskFate(TaskState end, Duration after) {
    /** Decides the fate of each task when its node takes it. */
    @FunctionalInterface
    public interface Oracle {
        /** The fate of this task. */
        TaskFate of(Task task);
    }

    /** Runs until it is stopped. */
    public static TaskFate runs() {
        return new TaskFate(TaskState.RUNNING, Duration.ZERO);
    }

    /** Fails after having run for so long. */
    public static TaskFate fails(Duration after) {
        return new TaskFate(TaskState.FAILED, after);
    }

    /** Completes after having run for so long. */
    public static TaskFate completes(Duration after) {
        return new TaskFate(TaskState.COMPLETE, after);
    }

    /** Is never started. */
    public static TaskFate rejected() {
        return new TaskFate(TaskState.REJECTED, Duration.ZERO);
    }
}
