package io.swarmsdk.gossip.arch.planted.internal.core;

/** Breaks the law on purpose; see CoreLawTest. */
final class PlantedMath {
    private PlantedMath() {}

    static double broken() {
        return Math.log(2);
    }
}
