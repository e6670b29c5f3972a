package io.swarmsdk.model;

/** What a node does in the swarm. */
public enum NodeRole {
    /** Runs tasks only. */
    WORKER,
    /** Holds the replicated state; may run tasks too. */
    MANAGER
}
