package io.swarmsdk.gossip.internal.core;

import io.swarmsdk.gossip.GossipProfile;

/** A profile in nanoseconds, and how many bytes of news and body fit one datagram. */
public final class CoreConfig {

    final long probeIntervalNanos;
    final long probeTimeoutNanos;
    final int indirectProbes;
    final long gossipIntervalNanos;
    final int fanout;
    final int suspicionFactor;
    final int suspicionMaxFactor;
    final long syncMinNanos;
    final long syncMaxNanos;
    final long reconnectNanos;
    final long seedNanos;
    final long deadMemoryNanos;
    final long tombstoneNanos;
    final long reapNanos;
    final int payloadBytes;

    public CoreConfig(GossipProfile profile, int payloadBytes) {
        probeIntervalNanos = profile.probeInterval().toNanos();
        probeTimeoutNanos = profile.probeTimeout().toNanos();
        indirectProbes = profile.indirectProbes();
        gossipIntervalNanos = profile.gossipInterval().toNanos();
        fanout = profile.fanout();
        suspicionFactor = profile.suspicionFactor();
        suspicionMaxFactor = profile.suspicionMaxFactor();
        syncMaxNanos = profile.syncInterval().toNanos();
        syncMinNanos = Math.min(2 * probeIntervalNanos, syncMaxNanos);
        reconnectNanos = profile.reconnectInterval().toNanos();
        seedNanos = profile.seedInterval().toNanos();
        deadMemoryNanos = profile.deadMemory().toNanos();
        tombstoneNanos = profile.tombstoneTtl().toNanos();
        reapNanos = Math.min(60_000_000_000L, Math.min(deadMemoryNanos, tombstoneNanos) / 8 + 1);
        this.payloadBytes = payloadBytes;
    }

    /** After this long a death is no longer spread as a rumour: who tells it late may be the one who was cut off. */
    long accusationFreshNanos() {
        return 50 * gossipIntervalNanos;
    }
}
