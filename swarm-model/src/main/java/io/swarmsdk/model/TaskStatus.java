package io.swarmsdk.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What was last seen of a task.
 *
 * @param state how far it has come
 * @param at the observer's clock
 * @param message what happened, for an operator
 * @param error why it failed or was rejected, or why it is still pending
 * @param exitCode of its program, once ended
 * @param pid operating-system process, when there is one
 * @param ports where it is reached
 */
public record TaskStatus(
        TaskState state,
        Instant at,
        String message,
        Optional<String> error,
        OptionalInt exitCode,
        OptionalLong pid,
        List<PortStatus> ports) {
    /** Copies the list. */
    public TaskStatus {
        ports = Checks.copy(ports);
    }

    /** A state with a message and nothing else known. */
    public static TaskStatus of(TaskState state, Instant at, String message) {
        return new TaskStatus(
                state, at, message, Optional.empty(), OptionalInt.empty(), OptionalLong.empty(), List.of());
    }

    /** The same with an error text. */
    public TaskStatus withError(String value) {
        return new TaskStatus(state, at, message, Optional.of(value), exitCode, pid, ports);
    }
}
