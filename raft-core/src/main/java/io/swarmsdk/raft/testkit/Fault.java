package io.swarmsdk.raft.testkit;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** A kind of thing that goes wrong. */
public enum Fault {
    /** Messages are lost, repeated, late and out of order. */
    MESSAGES,
    /** The network falls into two parts. */
    PARTITION,
    /** One direction between two nodes is cut. */
    ONE_WAY,
    /** A machine loses power, and writes that were not synced are lost or torn. */
    CRASH,
    /** A process is killed and what it wrote stays. */
    KILL,
    /** A process stands still for a while. */
    PAUSE,
    /** A disk makes nothing durable for a while. */
    DISK_STALL,
    /** A disk fails a write for good, until its machine is restarted. */
    SYNC_FAILURE;

    /** All kinds. */
    public static Set<Fault> all() {
        return Collections.unmodifiableSet(EnumSet.allOf(Fault.class));
    }

    /** Those of the network alone. */
    public static Set<Fault> network() {
        return Collections.unmodifiableSet(EnumSet.of(MESSAGES, PARTITION, ONE_WAY));
    }
}
