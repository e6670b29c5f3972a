package io.swarmsdk.gossip;

import java.time.Duration;

/**
 * The protocol's rhythm. All members of a cluster should use the same one; they can talk if they do not. Start from
 * {@link #LAN}, {@link #WAN} or {@link #LOCAL} and change single values with a {@code with…} method.
 *
 * @param probeInterval between two probes by one member; shorter finds failures sooner and costs more packets
 * @param probeTimeout wait for a direct answer before others are asked to probe; under {@code probeInterval}
 * @param indirectProbes how many others are asked
 * @param gossipInterval between two rounds of spreading news, while there are any
 * @param fanout members told per round
 * @param suspicionFactor shortest suspicion = factor x max(1, log10 members) x probeInterval
 * @param suspicionMaxFactor longest suspicion, of a lone accuser, as a multiple of the shortest
 * @param syncInterval longest time between two comparisons of the whole state with a random member
 * @param reconnectInterval between two calls to a failed member
 * @param seedInterval between two calls to a seed that is not among the live members
 * @param deadMemory how long failed and departed members are remembered
 * @param tombstoneTtl how long a removed key is remembered
 */
public record GossipProfile(
        Duration probeInterval,
        Duration probeTimeout,
        int indirectProbes,
        Duration gossipInterval,
        int fanout,
        int suspicionFactor,
        int suspicionMaxFactor,
        Duration syncInterval,
        Duration reconnectInterval,
        Duration seedInterval,
        Duration deadMemory,
        Duration tombstoneTtl) {

    /** One data centre: a crash is known in about ten seconds. */
    public static final GossipProfile LAN = new GossipProfile(
            Duration.ofSeconds(1),
            Duration.ofMillis(500),
            3,
            Duration.ofMillis(200),
            3,
            4,
            6,
            Duration.ofSeconds(30),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofHours(24),
            Duration.ofHours(1));

    /** Between data centres: slower, patient with latency and loss. */
    public static final GossipProfile WAN = new GossipProfile(
            Duration.ofSeconds(5),
            Duration.ofSeconds(3),
            3,
            Duration.ofMillis(500),
            4,
            6,
            6,
            Duration.ofSeconds(60),
            Duration.ofSeconds(20),
            Duration.ofSeconds(60),
            Duration.ofHours(24),
            Duration.ofHours(1));

    /** One machine, or a test: a crash is known in three to five seconds. */
    public static final GossipProfile LOCAL = new GossipProfile(
            Duration.ofMillis(500),
            Duration.ofMillis(250),
            3,
            Duration.ofMillis(100),
            3,
            4,
            3,
            Duration.ofSeconds(5),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofHours(24),
            Duration.ofHours(1));

    /** Checks every value; an instance that exists is valid. */
    public GossipProfile {
        Checks.duration(probeInterval, "probeInterval");
        Checks.duration(probeTimeout, "probeTimeout");
        Checks.that(
                probeTimeout.compareTo(probeInterval) < 0,
                "probeTimeout: %s (expected: < probeInterval %s)",
                probeTimeout,
                probeInterval);
        Checks.range(indirectProbes, 0, 16, "indirectProbes");
        Checks.duration(gossipInterval, "gossipInterval");
        Checks.range(fanout, 1, 16, "fanout");
        Checks.range(suspicionFactor, 1, 100, "suspicionFactor");
        Checks.range(suspicionMaxFactor, 1, 100, "suspicionMaxFactor");
        Checks.duration(syncInterval, "syncInterval");
        Checks.duration(reconnectInterval, "reconnectInterval");
        Checks.duration(seedInterval, "seedInterval");
        Checks.duration(deadMemory, "deadMemory");
        Checks.duration(tombstoneTtl, "tombstoneTtl");
    }

    /** The same with another rhythm of probing. */
    public GossipProfile withProbe(Duration interval, Duration timeout) {
        return new GossipProfile(
                interval,
                timeout,
                indirectProbes,
                gossipInterval,
                fanout,
                suspicionFactor,
                suspicionMaxFactor,
                syncInterval,
                reconnectInterval,
                seedInterval,
                deadMemory,
                tombstoneTtl);
    }

    /** The same with another patience with the suspected. */
    public GossipProfile withSuspicion(int factor, int maxFactor) {
        return new GossipProfile(
                probeInterval,
                probeTimeout,
                indirectProbes,
                gossipInterval,
                fanout,
                factor,
                maxFactor,
                syncInterval,
                reconnectInterval,
                seedInterval,
                deadMemory,
                tombstoneTtl);
    }

    /** The same with another memory of dead members and removed keys. */
    public GossipProfile withMemory(Duration dead, Duration tombstones) {
        return new GossipProfile(
                probeInterval,
                probeTimeout,
                indirectProbes,
                gossipInterval,
                fanout,
                suspicionFactor,
                suspicionMaxFactor,
                syncInterval,
                reconnectInterval,
                seedInterval,
                dead,
                tombstones);
    }
}
