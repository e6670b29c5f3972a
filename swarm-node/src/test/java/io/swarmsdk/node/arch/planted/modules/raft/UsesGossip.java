package io.swarmsdk.node.arch.planted.modules.raft;

/** Breaks the law: gossip is none of raft's business. */
public final class UsesGossip {
    /** The other. */
    Object other() {
        return new io.swarmsdk.node.arch.planted.modules.gossip.UsesOverlay();
    }
}
