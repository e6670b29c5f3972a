package io.swarmsdk.scheduler.internal.core.agent;

import io.swarmsdk.model.TaskStatus;
import java.time.Instant;
import java.util.Optional;

/**
 * What an agent writes down of one task for its successor.
 *
 * @param taskId the task
 * @param status how far it had come, with its pid if a process ran
 * @param processStartedAt when that process started
 */
public record JournalEntry(String taskId, TaskStatus status, Optional<Instant> processStartedAt) {}
