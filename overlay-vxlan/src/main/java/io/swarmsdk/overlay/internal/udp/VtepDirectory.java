package io.swarmsdk.overlay.internal.udp;

import io.swarmsdk.overlay.internal.core.Segment;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers tunnel endpoints, so that the core needs no socket addresses. A number is never given to another address:
 * a frame decided a moment ago must not go to a newcomer. Written under the shell's lock; {@link #address} by any thread.
 */
final class VtepDirectory {

    private final Map<InetSocketAddress, Integer> numbers = new HashMap<>();
    private List<InetSocketAddress> self = List.of();
    private volatile InetSocketAddress[] addresses = {};

    /** Sets the addresses of this endpoint itself, known once its socket is bound. */
    void self(List<InetSocketAddress> addresses) {
        self = List.copyOf(addresses);
    }

    /** The number of this endpoint, {@link Segment#SELF} for the own one. */
    int numberOf(InetSocketAddress address) {
        if (self.contains(address)) {
            return Segment.SELF;
        }
        Integer known = numbers.get(address);
        if (known != null) {
            return known;
        }
        InetSocketAddress[] more = Arrays.copyOf(addresses, addresses.length + 1);
        more[addresses.length] = address;
        numbers.put(address, addresses.length);
        addresses = more;
        return more.length - 1;
    }

    /** The endpoint with this number. */
    InetSocketAddress address(int number) {
        return number == Segment.SELF ? self.get(0) : addresses[number];
    }
}
