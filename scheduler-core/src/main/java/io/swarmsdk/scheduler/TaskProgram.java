package io.swarmsdk.scheduler;

import io.swarmsdk.model.Task;
import java.util.Map;

/**
 * A task as Java code, run by {@link InJvmExecutor} on a thread of its own. It ends by returning (exit code), by
 * throwing (exit code 1, the exception is the error), and should end soon after an interrupt: that is how it is asked to
 * stop.
 */
@FunctionalInterface
public interface TaskProgram {
    /**
     * Runs until done.
     *
     * @return the exit code, 0 for success
     */
    int run(Context context) throws Exception;

    /** A program that returns nothing ends with exit code 0. */
    static TaskProgram of(Action action) {
        return context -> {
            action.run(context);
            return 0;
        };
    }

    /** A program without an exit code. */
    @FunctionalInterface
    interface Action {
        /** Runs until done. */
        void run(Context context) throws Exception;
    }

    /**
     * What a program knows of itself.
     *
     * @param task the task
     * @param nodeId where it runs
     * @param env its environment, templates expanded, with the {@code SWARM_*} variables that a process would get
     */
    record Context(Task task, String nodeId, Map<String, String> env) {}
}
