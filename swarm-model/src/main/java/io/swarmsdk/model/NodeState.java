package io.swarmsdk.model;

/** What the managers know of a node's health. */
public enum NodeState {
    /** Not heard of since the present leader began. */
    UNKNOWN,
    /** Missed its heartbeats; its tasks are placed elsewhere. */
    DOWN,
    /** Has a session and heartbeats in time. */
    READY
}
