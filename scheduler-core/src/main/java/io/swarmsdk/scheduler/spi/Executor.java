package io.swarmsdk.scheduler.spi;

import io.swarmsdk.model.Resources;
import io.swarmsdk.model.Task;

/** Runs tasks on one node. Thread-safe. */
public interface Executor extends AutoCloseable {
    /** All that the node has for tasks, for the node's description. */
    Resources resources();

    /**
     * Makes the controller of one task; nothing is prepared or started yet.
     *
     * @throws RejectedTaskException when the task can never run here as it is
     */
    TaskController controller(Task task, ControllerContext context) throws RejectedTaskException;

    /**
     * Removes what a task of an earlier agent on this node left behind, such as logs. Nothing of it runs any more. Unknown
     * ids are ignored.
     */
    default void forget(String taskId) throws Exception {}

    /** Frees what the executor itself holds. The agent closes its executor after the last task has ended. */
    @Override
    default void close() {}
}
