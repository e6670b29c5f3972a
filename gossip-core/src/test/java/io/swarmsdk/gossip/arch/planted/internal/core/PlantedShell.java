package io.swarmsdk.gossip.arch.planted.internal.core;

import io.swarmsdk.gossip.internal.codec.WireCodec;

/** Breaks the law on purpose; see CoreLawTest. */
final class PlantedShell {
    private PlantedShell() {}

    static Object broken() {
        return new WireCodec("x");
    }
}
