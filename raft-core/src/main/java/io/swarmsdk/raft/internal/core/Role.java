package io.swarmsdk.raft.internal.core;

/** What a node is in its term. */
public enum Role {
    /** Follows a leader, or waits for one. */
    FOLLOWER,
    /** Asks whether it could win an election, without raising its term. */
    PRE_CANDIDATE,
    /** Asks for votes in a term of its own. */
    CANDIDATE,
    /** Won its term. */
    LEADER
}
