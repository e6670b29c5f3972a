package io.swarmsdk.raft.internal.log;

import java.util.Arrays;

/** What one write did to the index of entries, to be carried over once the write is durable. */
final class WrittenPlaces {
    private static final int TRUNCATION = -1;

    private int[] segments = new int[256];
    private long[] values = new long[256];
    private int size;

    void clear() {
        size = 0;
    }

    void written(int segment, long offset) {
        add(segment, offset);
    }

    void truncated(long fromIndex) {
        add(TRUNCATION, fromIndex);
    }

    void addTo(EntryIndex index) {
        for (int i = 0; i < size; i++) {
            if (segments[i] == TRUNCATION) {
                index.truncate(values[i]);
            } else {
                index.append(segments[i], values[i]);
            }
        }
    }

    private void add(int segment, long value) {
        if (size == segments.length) {
            segments = Arrays.copyOf(segments, size * 2);
            values = Arrays.copyOf(values, size * 2);
        }
        segments[size] = segment;
        values[size++] = value;
    }
}
