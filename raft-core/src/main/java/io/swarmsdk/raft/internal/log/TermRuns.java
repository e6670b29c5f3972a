package io.swarmsdk.raft.internal.log;

import java.util.Map;
import java.util.TreeMap;

/** The term of each entry, kept as the first index of each run of one term. Guarded by its owner. */
final class TermRuns {
    private final TreeMap<Long, Long> termByFirstIndex = new TreeMap<>();
    private long lastIndex;

    void append(long index, long term) {
        if (index != lastIndex + 1) {
            throw new IllegalStateException("entry " + index + " after " + lastIndex);
        }
        lastIndex = index;
        Map.Entry<Long, Long> run = termByFirstIndex.lastEntry();
        if (run == null || run.getValue() != term) {
            termByFirstIndex.put(index, term);
        }
    }

    void truncate(long fromIndex) {
        termByFirstIndex.tailMap(fromIndex, true).clear();
        lastIndex = Math.min(lastIndex, fromIndex - 1);
    }

    long lastIndex() {
        return lastIndex;
    }

    /** 0 for index 0. */
    long termAt(long index) {
        if (index < 0 || index > lastIndex) {
            throw new IllegalArgumentException("index: " + index + " (expected: 0 to " + lastIndex + ")");
        }
        Map.Entry<Long, Long> run = termByFirstIndex.floorEntry(index);
        return run == null ? 0 : run.getValue();
    }
}
