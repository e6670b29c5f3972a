package io.swarmsdk.gossip.arch.planted.internal.core;

import java.net.InetSocketAddress;

/** Breaks the law on purpose; see CoreLawTest. */
final class PlantedSocket {
    private PlantedSocket() {}

    static Object broken() {
        return new InetSocketAddress(0);
    }
}
