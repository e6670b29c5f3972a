package io.swarmsdk.raft.internal.log;

import java.util.Arrays;

/** Where on the disk each entry is: eight bytes for each. Guarded by its owner. */
final class EntryIndex {
    private long[] locations = new long[1024];
    private int size;

    /** The entry after the last one is at {@code offset} of the segment with this place in the list of segments. */
    void append(int segment, long offset) {
        if (size == locations.length) {
            locations = Arrays.copyOf(locations, size * 2);
        }
        locations[size++] = (long) segment << Integer.SIZE | offset;
    }

    void truncate(long fromIndex) {
        size = (int) Math.min(size, fromIndex - 1);
    }

    long lastIndex() {
        return size;
    }

    int segmentOf(long index) {
        return (int) (locations[(int) index - 1] >>> Integer.SIZE);
    }

    long offsetOf(long index) {
        return locations[(int) index - 1] & 0xFFFF_FFFFL;
    }
}
