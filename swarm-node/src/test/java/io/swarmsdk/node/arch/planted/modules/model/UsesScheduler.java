package io.swarmsdk.node.arch.planted.modules.model;

/** Breaks the law: an arrow that goes up. */
public final class UsesScheduler {
    /** The other. */
    Object other() {
        return new io.swarmsdk.node.arch.planted.modules.scheduler.UsesRaft();
    }
}
