package io.swarmsdk.scheduler;

import io.swarmsdk.model.Task;
import io.swarmsdk.model.TaskStatus;

/**
 * A task as its agent sees it.
 *
 * @param task as last assigned; its own status is the store's and may be older
 * @param status how far it has come here
 */
public record AgentTask(Task task, TaskStatus status) {}
