package io.swarmsdk.gossip.arch.planted.internal.core;

import java.util.Random;

/** Breaks the law on purpose; see CoreLawTest. */
final class PlantedRandom {
    private PlantedRandom() {}

    static int broken() {
        return new Random(1).nextInt();
    }
}
