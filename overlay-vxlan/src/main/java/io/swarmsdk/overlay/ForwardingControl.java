package io.swarmsdk.overlay;

import java.util.List;

/**
 * Tells a {@link Vtep} who lives where. The caller (a gossip table, a static file, a test) is the only source of this
 * knowledge: nothing is learned from traffic, so nothing learned can stand in the way of an entry.
 *
 * <p>Callable from any thread. An entry is in force for the next frame once the call has returned.
 */
public interface ForwardingControl {

    /**
     * Adds an entry, or replaces the one with the same network and MAC address, whatever it said.
     *
     * @throws IllegalArgumentException if its endpoint has an IPv6 address and the socket an IPv4 one
     */
    void put(ForwardingEntry entry);

    /** Removes the entry of this address, and says whether there was one. */
    boolean remove(int vni, MacAddress mac);

    /** The entries of one network in the order of their MAC addresses; a copy. */
    List<ForwardingEntry> entries(int vni);
}
