package io.swarmsdk.model;

import java.time.Duration;

/**
 * What happens when a task ends by itself.
 *
 * @param condition when to start it anew
 * @param delay how long to wait first
 * @param maxAttempts how often per slot and spec version; 0 is without limit
 * @param window how far back attempts are counted; zero is for ever
 */
public record RestartPolicy(Condition condition, Duration delay, int maxAttempts, Duration window) {
    /** When to start a task anew. */
    public enum Condition {
        /** Never. */
        NONE,
        /** After a failure. */
        ON_FAILURE,
        /** However it ended. */
        ANY
    }

    /** Any end, after 5 s, without limit. */
    public static final RestartPolicy DEFAULT =
            new RestartPolicy(Condition.ANY, Duration.ofSeconds(5), 0, Duration.ZERO);

    /** Rejects negative values. */
    public RestartPolicy {
        Checks.notNegative(delay, "delay");
        Checks.notNegative(window, "window");
        Checks.that(maxAttempts >= 0, "maxAttempts: %s (expected: >= 0, 0 = no limit)", maxAttempts);
    }
}
