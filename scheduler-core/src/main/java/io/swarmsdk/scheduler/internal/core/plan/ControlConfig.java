package io.swarmsdk.scheduler.internal.core.plan;

import java.time.Duration;

/**
 * Settings of the control loops.
 *
 * @param taskHistory tasks kept per slot
 * @param stopTimeout how long a replacement waits for the task before it to stop
 * @param maxInFlight change sets proposed and not yet answered
 * @param maxChanges lines per change set; a unit of changes that belong together is never split
 * @param retryPause rest after a failed write that was no conflict
 * @param placementPause least time between two attempts to place what did not fit
 */
public record ControlConfig(
        int taskHistory,
        Duration stopTimeout,
        int maxInFlight,
        int maxChanges,
        Duration retryPause,
        Duration placementPause) {
    /** 5 tasks of history, 1 minute to stop, 16 sets of 200 lines in flight. */
    public static final ControlConfig DEFAULT =
            new ControlConfig(5, Duration.ofMinutes(1), 16, 200, Duration.ofSeconds(1), Duration.ofMillis(50));

    /** Rejects values out of range. */
    public ControlConfig {
        check(taskHistory >= 1, "taskHistory", taskHistory, ">= 1");
        check(!stopTimeout.isNegative(), "stopTimeout", stopTimeout, ">= 0");
        check(maxInFlight >= 1, "maxInFlight", maxInFlight, ">= 1");
        check(maxChanges >= 1, "maxChanges", maxChanges, ">= 1");
        check(!retryPause.isNegative(), "retryPause", retryPause, ">= 0");
        check(!placementPause.isNegative(), "placementPause", placementPause, ">= 0");
    }

    /** The same with another length of history. */
    public ControlConfig withTaskHistory(int value) {
        return new ControlConfig(value, stopTimeout, maxInFlight, maxChanges, retryPause, placementPause);
    }

    /** The same with another time to stop. */
    public ControlConfig withStopTimeout(Duration value) {
        return new ControlConfig(taskHistory, value, maxInFlight, maxChanges, retryPause, placementPause);
    }

    /** The same with other limits of the pipeline. */
    public ControlConfig withPipeline(int inFlight, int changes) {
        return new ControlConfig(taskHistory, stopTimeout, inFlight, changes, retryPause, placementPause);
    }

    private static void check(boolean holds, String name, Object value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
        }
    }
}
