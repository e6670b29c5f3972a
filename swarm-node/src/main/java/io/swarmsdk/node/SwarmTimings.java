package io.swarmsdk.node;

import io.swarmsdk.gossip.GossipProfile;
import java.time.Duration;

/**
 * How fast a swarm notices things. All nodes of a swarm should use the same. Shorter finds failures sooner, costs more
 * messages, and takes more pauses of a busy machine for failures.
 *
 * @param electionTimeout managers elect anew after so long without their leader, up to twice that
 * @param raftHeartbeat time between two signs of the leader to the other managers; at most a third of the above
 * @param agentHeartbeat time between two signs of a worker; its tasks are moved after three missed ones
 * @param gossip rhythm of the gossip among all nodes
 */
public record SwarmTimings(
        Duration electionTimeout, Duration raftHeartbeat, Duration agentHeartbeat, GossipProfile gossip) {
    /** One data centre: a dead manager is noticed within 2 s, a dead worker within 15 s. */
    public static final SwarmTimings LAN =
            new SwarmTimings(Duration.ofSeconds(1), Duration.ofMillis(100), Duration.ofSeconds(5), GossipProfile.LAN);

    /** One machine, for demos and tests: a dead worker is noticed within 3 s. */
    public static final SwarmTimings LOCAL =
            new SwarmTimings(Duration.ofSeconds(1), Duration.ofMillis(100), Duration.ofSeconds(1), GossipProfile.LOCAL);

    /** Rejects durations that are not positive. */
    public SwarmTimings {
        positive(electionTimeout, "electionTimeout");
        positive(raftHeartbeat, "raftHeartbeat");
        positive(agentHeartbeat, "agentHeartbeat");
    }

    private static void positive(Duration value, String name) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: > 0)");
        }
    }
}
