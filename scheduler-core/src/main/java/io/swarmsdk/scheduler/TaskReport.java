package io.swarmsdk.scheduler;

import io.swarmsdk.model.TaskStatus;

/**
 * How far one task has come, as its agent saw it.
 *
 * @param taskId the task
 * @param status what was last seen of it
 */
public record TaskReport(String taskId, TaskStatus status) {}
