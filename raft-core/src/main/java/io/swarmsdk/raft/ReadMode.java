package io.swarmsdk.raft;

/** How fresh a read must be. */
public enum ReadMode {
    /**
     * The read sees every write that was answered before the read was asked for. The leader confirms its leadership
     * with a majority; no log entry is written.
     */
    LINEARIZABLE
}
