package io.swarmsdk.gossip.arch.planted.internal.core;

import io.netty.buffer.Unpooled;

/** Breaks the law on purpose; see CoreLawTest. */
final class PlantedNetty {
    private PlantedNetty() {}

    static Object broken() {
        return Unpooled.EMPTY_BUFFER;
    }
}
