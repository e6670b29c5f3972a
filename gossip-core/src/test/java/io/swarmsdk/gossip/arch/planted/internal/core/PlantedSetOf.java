package io.swarmsdk.gossip.arch.planted.internal.core;

import java.util.List;
import java.util.Set;

/** Breaks the law on purpose; see CoreLawTest. */
final class PlantedSetOf {
    private PlantedSetOf() {}

    static Object broken() {
        return Set.copyOf(List.of("a", "b"));
    }
}
