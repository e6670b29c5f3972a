package io.swarmsdk.raft.internal.core;

import org.jspecify.annotations.Nullable;

/** Term and vote: one record, always written together. */
public record HardState(long term, @Nullable String votedFor) {

    /** The state of a node that has never heard of anybody: term 0, no vote. */
    public static HardState initial() {
        return new HardState(0, null);
    }
}
