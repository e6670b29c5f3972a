package io.swarmsdk.raft.internal.core;

import java.util.List;

/**
 * How the core sees the log. It shows everything of every {@link AppendBatch} already handed to
 * {@link RaftEffects#append}, durable or not, from the moment that call returns.
 */
public interface LogReader {

    /** Index of the last entry; 0 when the log is empty. The first entry has index 1. */
    long lastIndex();

    /** Term of the entry at {@code index}, which is at most {@link #lastIndex()}; 0 for index 0. */
    long termAt(long index);

    /**
     * Entries from {@code fromIndex} to {@code toIndexInclusive}, cut after the entry with which their sizes
     * reach {@code maxBytes}; at least one entry if the range is not empty.
     */
    List<LogEntry> read(long fromIndex, long toIndexInclusive, int maxBytes);
}
