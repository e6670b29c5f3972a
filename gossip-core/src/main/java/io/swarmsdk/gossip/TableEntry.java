package io.swarmsdk.gossip;

import java.util.Arrays;
import java.util.Objects;

/**
 * One visible entry of a replicated table; an immutable snapshot.
 *
 * @param table the table's name
 * @param key unique in the table
 * @param value the bytes as put
 * @param owner the member that put it: when it fails the entry is hidden, when it leaves or restarts it is gone
 * @param version grows with every write that won over this key
 */
public record TableEntry(String table, String key, byte[] value, String owner, long version) {

    /** Copies the value. */
    public TableEntry {
        value = value.clone();
    }

    /** A copy of the value. */
    @Override
    public byte[] value() {
        return value.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TableEntry that
                && table.equals(that.table)
                && key.equals(that.key)
                && owner.equals(that.owner)
                && version == that.version
                && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return Objects.hash(table, key, owner, version);
    }

    @Override
    public String toString() {
        return table + "/" + key + " v" + version + " by " + owner + " (" + value.length + " bytes)";
    }
}
