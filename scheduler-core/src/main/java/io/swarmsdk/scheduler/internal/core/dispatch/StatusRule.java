package io.swarmsdk.scheduler.internal.core.dispatch;

import io.swarmsdk.model.Task;
import io.swarmsdk.model.TaskState;
import io.swarmsdk.model.TaskStatus;

/** Which reported statuses the store takes. */
final class StatusRule {
    private StatusRule() {}

    /**
     * Only the task's own node reports it, only states that an agent sees, only forward; the first end of a task is final,
     * so a second report of an end changes nothing.
     */
    static boolean accepts(Task stored, String nodeId, TaskStatus reported) {
        return isOwner(stored, nodeId)
                && isAgentState(reported.state())
                && !stored.status().state().isTerminal()
                && (reported.state().isAfter(stored.status().state())
                        || (reported.state() == stored.status().state() && !reported.equals(stored.status())));
    }

    /** True when the node has been given the task. */
    static boolean isOwner(Task stored, String nodeId) {
        return stored.nodeId().filter(nodeId::equals).isPresent() && isDispatched(stored);
    }

    /** Tasks that wait for the scheduler are not the node's affair, even when the node is known beforehand. */
    static boolean isDispatched(Task task) {
        return task.status().state().compareTo(TaskState.ASSIGNED) >= 0;
    }

    private static boolean isAgentState(TaskState state) {
        return state.compareTo(TaskState.ACCEPTED) >= 0 && state.compareTo(TaskState.REJECTED) <= 0;
    }
}
