package io.swarmsdk.gossip.arch.planted.internal.core;

import java.util.concurrent.locks.ReentrantLock;

/** Breaks the law on purpose; see CoreLawTest. */
final class PlantedLock {
    private PlantedLock() {}

    static Object broken() {
        return new ReentrantLock();
    }
}
