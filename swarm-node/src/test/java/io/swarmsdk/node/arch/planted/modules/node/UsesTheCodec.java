package io.swarmsdk.node.arch.planted.modules.node;

/** Keeps the law: the model shares its codec with the node. */
public final class UsesTheCodec {
    /** The other. */
    Object other() {
        return new io.swarmsdk.node.arch.planted.modules.model.internal.codec.Codec();
    }
}
