package io.swarmsdk.gossip.internal.core;

/** What the core counts; written by the core, copied by the shell on the same thread. */
public final class CoreCounters {
    public long refused;
    public long probesSent;
    public long probesFailed;
    public long refutations;
    public long pauses;
    public long conflicts;
}
