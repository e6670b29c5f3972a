package io.swarmsdk.gossip.arch.planted.internal.core;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Breaks the law on purpose; see CoreLawTest. */
final class PlantedCollector {
    private PlantedCollector() {}

    static Object broken() {
        return Stream.of("a").collect(Collectors.toSet());
    }
}
