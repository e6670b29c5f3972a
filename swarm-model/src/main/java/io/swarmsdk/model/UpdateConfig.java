package io.swarmsdk.model;

import java.time.Duration;

/**
 * How tasks are replaced when the spec changes.
 *
 * @param parallelism tasks replaced at once; 0 is all
 * @param delay pause after each
 * @param failureAction what to do when too many fail
 * @param monitor how long a new task is watched after it runs
 * @param maxFailureRatio share of tasks that may fail, 0 to 1
 * @param order which of the two goes first
 */
public record UpdateConfig(
        int parallelism,
        Duration delay,
        FailureAction failureAction,
        Duration monitor,
        double maxFailureRatio,
        Order order) {
    /** What to do when too many tasks of an update fail. */
    public enum FailureAction {
        /** Stop there and wait for an operator. */
        PAUSE,
        /** Go on. */
        CONTINUE,
        /** Go back to the spec before. */
        ROLLBACK
    }

    /** Which of the two tasks of a slot goes first. */
    public enum Order {
        /** The old one stops before the new one starts. */
        STOP_FIRST,
        /** The new one runs before the old one stops. */
        START_FIRST
    }

    /** One at a time, no delay, pause on the first failure, 5 s of watching, stop first. */
    public static final UpdateConfig DEFAULT =
            new UpdateConfig(1, Duration.ZERO, FailureAction.PAUSE, Duration.ofSeconds(5), 0, Order.STOP_FIRST);

    /** Rejects values out of range. */
    public UpdateConfig {
        Checks.that(parallelism >= 0, "parallelism: %s (expected: >= 0, 0 = all at once)", parallelism);
        Checks.notNegative(delay, "delay");
        Checks.notNegative(monitor, "monitor");
        Checks.that(
                maxFailureRatio >= 0 && maxFailureRatio <= 1, "maxFailureRatio: %s (expected: 0..1)", maxFailureRatio);
    }
}
