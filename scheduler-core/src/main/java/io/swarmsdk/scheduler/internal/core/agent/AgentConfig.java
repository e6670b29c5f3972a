package io.swarmsdk.scheduler.internal.core.agent;

import java.time.Duration;

/**
 * Settings of an agent.
 *
 * @param nodeId whose tasks it runs
 * @param minBackoff first limit of the time between two attempts to connect
 * @param maxBackoff last limit of it
 * @param reportRetry time until a report is repeated
 * @param leaveTasks whether tasks run on when the agent closes
 */
public record AgentConfig(
        String nodeId, Duration minBackoff, Duration maxBackoff, Duration reportRetry, boolean leaveTasks) {
    /** A session that is not opened within this time is given up. */
    static final Duration REGISTRATION_TIMEOUT = Duration.ofSeconds(10);
    /** Silent heartbeat periods after which the dispatcher is taken for gone. */
    static final int SILENT_PERIODS = 3;
    /** How long a closing agent waits for its last report to be acknowledged. */
    static final Duration FAREWELL = Duration.ofSeconds(3);

    /** Rejects values out of range. */
    public AgentConfig {
        if (nodeId.isBlank()) {
            throw new IllegalArgumentException("nodeId: '" + nodeId + "' (expected: not blank)");
        }
        positive(minBackoff, "minBackoff");
        positive(reportRetry, "reportRetry");
        if (maxBackoff.compareTo(minBackoff) < 0) {
            throw new IllegalArgumentException(
                    "maxBackoff: " + maxBackoff + " (expected: >= minBackoff " + minBackoff + ")");
        }
    }

    /** What a swarm uses: 100 ms to 8 s, reports repeated after 5 s, tasks stopped on close. */
    public static AgentConfig defaults(String nodeId) {
        return new AgentConfig(nodeId, Duration.ofMillis(100), Duration.ofSeconds(8), Duration.ofSeconds(5), false);
    }

    private static void positive(Duration value, String name) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: > 0)");
        }
    }
}
