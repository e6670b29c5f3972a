package io.swarmsdk.model.spi;

/**
 * A committed entry as a log hands it to its {@link Applier}.
 *
 * @param index place in the log; rises from entry to entry, gaps are the log's own entries
 * @param term term of the leader that appended it; never falls
 * @param data the proposed bytes; not changed by anyone
 */
@SuppressWarnings("ArrayRecordComponent") // bytes pass through once; nobody compares entries
public record LogEntry(long index, long term, byte[] data) {}
