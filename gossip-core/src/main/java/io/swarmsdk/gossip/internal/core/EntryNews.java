package io.swarmsdk.gossip.internal.core;

import java.nio.charset.StandardCharsets;

/**
 * What is said of one table entry. The version is ({@code counter}, {@code ownerEpoch}, {@code owner}), a total order;
 * a tombstone has an empty value and an age. The value array is shared and never written to.
 */
public record EntryNews(
        String table,
        String key,
        byte[] value,
        boolean tombstone,
        String owner,
        long ownerEpoch,
        long counter,
        int ageSeconds)
        implements News {

    private static final int FIXED_BYTES = 64;

    public EntryKey id() {
        return new EntryKey(table, key);
    }

    EntryNews aged(int seconds) {
        return new EntryNews(table, key, value, tombstone, owner, ownerEpoch, counter, seconds);
    }

    boolean isSane() {
        return Limits.isTable(table)
                && Limits.isKey(key)
                && Limits.isName(owner)
                && Limits.isCounter(ownerEpoch)
                && Limits.isCounter(counter)
                && ageSeconds >= 0
                && (!tombstone || value.length == 0);
    }

    @Override
    public int sizeBound() {
        return FIXED_BYTES
                + table.length()
                + key.getBytes(StandardCharsets.UTF_8).length
                + value.length
                + owner.length();
    }

    @Override
    public void deliverTo(Receiver receiver) {
        receiver.onEntry(this);
    }

    @Override
    public String toString() {
        return table + "/" + key + (tombstone ? " removed " : " ") + counter + " by " + owner + "." + ownerEpoch;
    }
}
