package io.swarmsdk.sim;

import java.time.Duration;

/** How long something takes: uniform between two bounds, both included. */
record DelayRange(long minNanos, long maxNanos) {

    static DelayRange of(Duration min, Duration max) {
        Checks.that(max.compareTo(min) >= 0, "max: %s (expected: >= min %s)", max, min);
        return new DelayRange(Checks.notNegative(min, "min"), Checks.notNegative(max, "max"));
    }

    long sample(SimRandom random) {
        return random.nextLong(minNanos, maxNanos + 1);
    }
}
