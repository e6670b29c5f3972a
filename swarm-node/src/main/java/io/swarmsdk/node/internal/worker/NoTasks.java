package io.swarmsdk.node.internal.worker;

import io.swarmsdk.model.Resources;
import io.swarmsdk.model.Task;
import io.swarmsdk.scheduler.spi.ControllerContext;
import io.swarmsdk.scheduler.spi.Executor;
import io.swarmsdk.scheduler.spi.RejectedTaskException;
import io.swarmsdk.scheduler.spi.TaskController;

/** The executor of a manager that runs no tasks: it has nothing to offer and rejects whatever reaches it. */
public final class NoTasks implements Executor {
    @Override
    public Resources resources() {
        return Resources.NONE;
    }

    @Override
    public TaskController controller(Task task, ControllerContext context) throws RejectedTaskException {
        throw new RejectedTaskException("node " + context.nodeId() + " runs no tasks");
    }
}
