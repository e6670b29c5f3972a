package io.swarmsdk.scheduler.internal.core.agent;

import io.swarmsdk.model.Task;
import io.swarmsdk.model.TaskStatus;
import io.swarmsdk.scheduler.AgentMessage;
import java.time.Duration;

/**
 * Where the agent's core puts its effects. They are to be carried out in order, and not before the journal of the same
 * turn is durable. Must not call back into the core.
 */
public interface AgentEffects {
    /** Opens a link; answered by {@link AgentCore#linkOpened} or {@link AgentCore#linkClosed} of the same attempt. */
    void connect(long attempt);

    /** Sends over the link. When that is full or gone the core is told {@link AgentCore#linkClosed} later. */
    void send(long attempt, AgentMessage message);

    /** Closes the link of an attempt; nothing more of it interests the core. */
    void disconnect(long attempt);

    /** Makes the task's controller and prepares it; answered by {@code prepared} or {@code stepFailed}. */
    void prepare(Task task);

    /** Starts a prepared task; answered by {@code started} or {@code stepFailed}. */
    void start(String taskId);

    /** Stops a task, also one that is still being prepared or started; answered by {@code stopped}. */
    void stop(String taskId, Duration grace);

    /** Removes what a task leaves behind, also of an earlier agent; answered by {@code removed}. */
    void remove(String taskId);

    /** For the listener. */
    void taskChanged(Task task, TaskStatus status);

    /** For the listener. */
    void taskRemoved(Task task);

    /** For the listener. */
    void connected(String sessionId);

    /** For the listener. */
    void disconnected(String reason);

    /** After {@link AgentCore#close}: nothing is left to wait for. Called once. */
    void closed();
}
