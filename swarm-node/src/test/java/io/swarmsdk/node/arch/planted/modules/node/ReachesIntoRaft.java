package io.swarmsdk.node.arch.planted.modules.node;

/** Breaks the law: what is raft's own. */
public final class ReachesIntoRaft {
    /** The other. */
    Object other() {
        return new io.swarmsdk.node.arch.planted.modules.raft.internal.Inside();
    }
}
