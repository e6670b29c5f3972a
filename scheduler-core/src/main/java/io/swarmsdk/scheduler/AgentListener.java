package io.swarmsdk.scheduler;

import io.swarmsdk.model.Task;
import io.swarmsdk.model.TaskStatus;

/** Told what happens on a node. Called one at a time, on a thread of its own, never on the agent's. */
public interface AgentListener {
    /** Does nothing. */
    AgentListener NONE = new AgentListener() {};

    /** A task has come further. When several changes happen before the listener returns, it is told the last one. */
    default void taskChanged(Task task, TaskStatus status) {}

    /** A task is gone from the node, its leftovers too. */
    default void taskRemoved(Task task) {}

    /** A session with a dispatcher is open; {@link #disconnected} follows when it ends. */
    default void connected(String sessionId) {}

    /** There is no session, or no longer. Tasks keep running, and the agent keeps trying. */
    default void disconnected(String reason) {}

    /** The agent cannot write its journal and has stopped its tasks and itself. */
    default void failed(String reason) {}
}
