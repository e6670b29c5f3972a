package io.swarmsdk.gossip.arch.planted.internal.core;

/** Breaks the law on purpose; see CoreLawTest. */
final class PlantedThread {
    private PlantedThread() {}

    static String broken() {
        return Thread.currentThread().getName();
    }
}
