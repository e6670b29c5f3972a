package io.swarmsdk.gossip.internal.core;

/** Names one entry; ordered by table, then key. */
public record EntryKey(String table, String key) implements Comparable<EntryKey> {
    @Override
    public int compareTo(EntryKey other) {
        int byTable = table.compareTo(other.table);
        return byTable != 0 ? byTable : key.compareTo(other.key);
    }
}
