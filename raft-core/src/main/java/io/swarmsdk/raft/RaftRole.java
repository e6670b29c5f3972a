package io.swarmsdk.raft;

/** What a node is at the moment. */
public enum RaftRole {
    /** Follows a leader, or waits for one. */
    FOLLOWER,
    /** Asks whether it could win an election, without disturbing the term. */
    PRE_CANDIDATE,
    /** Campaigns for its own election. */
    CANDIDATE,
    /** Writes the log of its term. */
    LEADER
}
