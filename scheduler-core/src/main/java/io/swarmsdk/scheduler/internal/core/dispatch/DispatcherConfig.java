package io.swarmsdk.scheduler.internal.core.dispatch;

import java.time.Duration;

/**
 * Times of a dispatcher.
 *
 * @param heartbeatPeriod time between two heartbeats of a node
 * @param graceMultiplier silent periods until a node is down
 * @param unknownGraceMultiplier the same after a change of leader
 * @param statusBatch how long statuses are gathered
 * @param orphanAfter time down until a node's tasks are given up
 * @param admitUnknownNodes whether a node that is not in the store is created when it registers
 */
public record DispatcherConfig(
        Duration heartbeatPeriod,
        int graceMultiplier,
        int unknownGraceMultiplier,
        Duration statusBatch,
        Duration orphanAfter,
        boolean admitUnknownNodes) {
    /** Rejects values out of range. */
    public DispatcherConfig {
        positive(heartbeatPeriod, "heartbeatPeriod");
        positive(statusBatch, "statusBatch");
        positive(orphanAfter, "orphanAfter");
        atLeast(graceMultiplier, 2, "graceMultiplier");
        atLeast(unknownGraceMultiplier, graceMultiplier, "unknownGraceMultiplier");
    }

    /** What a swarm uses: 5 s, 3, 6, 100 ms, 24 h, no unknown nodes. */
    public static DispatcherConfig defaults() {
        return new DispatcherConfig(Duration.ofSeconds(5), 3, 6, Duration.ofMillis(100), Duration.ofHours(24), false);
    }

    long periodNanos() {
        return heartbeatPeriod.toNanos();
    }

    long graceNanos() {
        return heartbeatPeriod.toNanos() * graceMultiplier;
    }

    long unknownGraceNanos() {
        return heartbeatPeriod.toNanos() * unknownGraceMultiplier;
    }

    private static void positive(Duration value, String name) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: > 0)");
        }
    }

    private static void atLeast(int value, int min, String name) {
        if (value < min) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: >= " + min + ")");
        }
    }
}
