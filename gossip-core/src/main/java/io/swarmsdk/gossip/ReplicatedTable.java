package io.swarmsdk.gossip;

import java.util.List;
import java.util.Optional;

/**
 * A small keyed table that every member holds in full; spread by gossip, mended by anti-entropy. Eventually consistent:
 * the last writer of a key wins on every member alike, and owns the entry. When the owner fails its entries are hidden,
 * when it comes back they are shown again, when it leaves or restarts they are gone. Callable from any thread.
 */
public interface ReplicatedTable {

    /** The name, the same on all members. */
    String name();

    /**
     * Writes here, then spreads; on return this member's own reads see it.
     *
     * @throws IllegalArgumentException if key and value do not fit one datagram
     * @throws GossipException if the table space is full or this node is closed
     */
    void put(String key, byte[] value);

    /**
     * Removes the key, whoever owns it. No effect on a key that is not here.
     *
     * @throws GossipException if this node is closed
     */
    void remove(String key);

    /** The visible entry of this key. */
    Optional<TableEntry> get(String key);

    /** All visible entries, sorted by key. */
    List<TableEntry> entries();

    /** Delivers a snapshot and every change after it, without a gap between the two. */
    Subscription watch(TableListener listener);
}
