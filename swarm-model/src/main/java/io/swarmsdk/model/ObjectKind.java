package io.swarmsdk.model;

/** The families of objects in a store. The order is part of the snapshot format: append only. */
public enum ObjectKind {
    /** A machine in the swarm. */
    NODE,
    /** A desired state. */
    SERVICE,
    /** One replica of a service. */
    TASK,
    /** An overlay network. */
    NETWORK,
    /** A set of services declared together. */
    STACK
}
