package io.swarmsdk.model;

/** Where a published port can be reached. */
public enum PublishMode {
    /** On every node, routed to some task. */
    INGRESS,
    /** On the node that runs the task, straight to it. */
    HOST
}
