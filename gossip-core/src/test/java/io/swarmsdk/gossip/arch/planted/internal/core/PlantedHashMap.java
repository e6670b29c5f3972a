package io.swarmsdk.gossip.arch.planted.internal.core;

import java.util.HashMap;

/** Breaks the law on purpose; see CoreLawTest. */
final class PlantedHashMap {
    private PlantedHashMap() {}

    static Object broken() {
        return new HashMap<String, String>();
    }
}
