package io.swarmsdk.node.arch.planted.modules.gossip;

/** Breaks the law: the overlay is none of gossip's business. */
public final class UsesOverlay {
    /** The other. */
    Object other() {
        return new io.swarmsdk.node.arch.planted.modules.overlay.UsesModel();
    }
}
