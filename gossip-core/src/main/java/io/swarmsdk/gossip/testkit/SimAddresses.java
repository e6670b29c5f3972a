package io.swarmsdk.gossip.testkit;

import io.swarmsdk.gossip.internal.core.Endpoint;
import java.util.LinkedHashMap;
import java.util.Map;

/** Every name has an address of its own and keeps it across restarts. */
final class SimAddresses {

    private static final int NETWORK = 10 << 24;
    private static final int PORT = 7946;

    private final Map<String, Endpoint> byName = new LinkedHashMap<>();
    private final Map<Endpoint, String> byAddress = new LinkedHashMap<>();

    Endpoint of(String name) {
        return byName.computeIfAbsent(name, unknown -> {
            Endpoint endpoint = Endpoint.ipv4(NETWORK + byName.size() + 1, PORT);
            byAddress.put(endpoint, unknown);
            return endpoint;
        });
    }

    String nameOf(Endpoint endpoint) {
        return byAddress.getOrDefault(endpoint, "nobody");
    }
}
