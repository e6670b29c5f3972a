package io.swarmsdk.gossip.arch.planted.internal.core;

/** Breaks the law on purpose; see CoreLawTest. */
final class PlantedTicker {
    private PlantedTicker() {}

    static long broken() {
        return System.nanoTime();
    }
}
