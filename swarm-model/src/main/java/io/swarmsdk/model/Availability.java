package io.swarmsdk.model;

/** What the operator wants a node to be used for. */
public enum Availability {
    /** Takes new tasks. */
    ACTIVE,
    /** Keeps its tasks, takes no new ones. */
    PAUSE,
    /** Its tasks are moved away. */
    DRAIN
}
