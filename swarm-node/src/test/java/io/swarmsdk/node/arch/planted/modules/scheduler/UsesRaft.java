package io.swarmsdk.node.arch.planted.modules.scheduler;

/** Breaks the law: raft is none of the scheduler's business. */
public final class UsesRaft {
    /** The other. */
    Object other() {
        return new io.swarmsdk.node.arch.planted.modules.raft.UsesGossip();
    }
}
