package io.swarmsdk.node.arch.planted.modules.scheduler;

/** Breaks the law: only the node may. */
public final class ReachesIntoTheCodec {
    /** The other. */
    Object other() {
        return new io.swarmsdk.node.arch.planted.modules.model.internal.codec.Codec();
    }
}
