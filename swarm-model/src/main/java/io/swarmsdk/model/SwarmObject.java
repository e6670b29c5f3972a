package io.swarmsdk.model;

/** Anything the state store keeps. Identified by kind and id; two objects of different kinds may share an id. */
public sealed interface SwarmObject permits Node, Service, Task, Network, Stack {
    /** Unique within its kind; never reused. */
    String id();

    /** Version and times, written by the store when a change is applied. */
    Meta meta();

    /** The same object with another meta; called by the store. */
    SwarmObject withMeta(Meta meta);

    /** Which of the families this is. */
    ObjectKind kind();
}
