package io.swarmsdk.gossip.arch.planted.internal.core;

import java.util.Map;

/** Breaks the law on purpose; see CoreLawTest. */
final class PlantedMapOf {
    private PlantedMapOf() {}

    static Object broken() {
        return Map.of("a", 1, "b", 2);
    }
}
