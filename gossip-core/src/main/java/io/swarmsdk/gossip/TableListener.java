package io.swarmsdk.gossip;

import java.util.List;

/** Follows one table. Calls come one at a time, in order, on the callback executor. */
public interface TableListener {

    /**
     * The whole table, sorted by key. Always the first call; comes again when this listener fell too far behind, and
     * then replaces everything heard before.
     */
    default void snapshot(List<TableEntry> entries) {}

    /** An entry was added, changed, or came back with its owner. */
    default void put(TableEntry entry) {}

    /** An entry was removed, or its owner failed, left or restarted. Carries the value it had. */
    default void removed(TableEntry entry) {}
}
