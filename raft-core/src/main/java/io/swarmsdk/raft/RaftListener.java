package io.swarmsdk.raft;

import java.util.Optional;

/** Told what happens to a node, in order, one call at a time, on the callback executor. */
public interface RaftListener {
    /**
     * The node learned of a leader, or lost it.
     *
     * @param term the term this is about
     * @param leader the leader's id; empty while there is none
     * @param self whether this node is that leader
     */
    default void leadershipChanged(long term, Optional<String> leader, boolean self) {}

    /** All entries up to {@code index} are applied on this node. Calls may be coalesced: indexes rise, but skip. */
    default void applied(long index) {}

    /** The node has stopped for good because going on would be unsafe; a restart reads the disk afresh. */
    default void failed(Throwable fatal) {}
}
