package io.swarmsdk.node.arch.planted.modules.node;

/** Keeps the law. */
public final class UsesAll {
    /** The other. */
    Object other() {
        return new io.swarmsdk.node.arch.planted.modules.raft.UsesGossip();
    }
}
