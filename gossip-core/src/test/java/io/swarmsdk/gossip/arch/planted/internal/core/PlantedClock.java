package io.swarmsdk.gossip.arch.planted.internal.core;

import java.time.Instant;

/** Breaks the law on purpose; see CoreLawTest. */
final class PlantedClock {
    private PlantedClock() {}

    static Object broken() {
        return Instant.now();
    }
}
