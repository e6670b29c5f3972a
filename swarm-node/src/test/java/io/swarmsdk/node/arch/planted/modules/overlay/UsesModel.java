package io.swarmsdk.node.arch.planted.modules.overlay;

/** Breaks the law: the model is none of the overlay's business. */
public final class UsesModel {
    /** The other. */
    Object other() {
        return new io.swarmsdk.node.arch.planted.modules.model.UsesScheduler();
    }
}
