package io.swarmsdk.raft.testkit;

import io.swarmsdk.raft.internal.core.AppendBatch;
import io.swarmsdk.raft.internal.core.HardState;
import io.swarmsdk.raft.internal.core.LogEntry;
import io.swarmsdk.raft.internal.core.LogReader;
import java.util.ArrayList;
import java.util.List;

/**
 * Hard state and log as one place sees them: a node's memory, or what is certainly on its disk. Keeps a hash over each
 * prefix, so that two logs are compared up to an index by comparing two numbers.
 */
final class LogImage implements LogReader {

    private record Link(LogEntry entry, long chain) {}

    private final List<Link> links = new ArrayList<>();
    private HardState hardState = HardState.initial();

    HardState hardState() {
        return hardState;
    }

    void apply(AppendBatch batch) {
        HardState changed = batch.hardState();
        if (changed != null) {
            hardState = changed;
        }
        if (batch.truncateFrom() != AppendBatch.NO_TRUNCATION) {
            truncateFrom(batch.truncateFrom());
        }
        batch.entries().forEach(this::add);
    }

    void hardState(HardState next) {
        hardState = next;
    }

    void truncateFrom(long index) {
        if (index <= links.size()) {
            links.subList((int) index - 1, links.size()).clear();
        }
    }

    void add(LogEntry entry) {
        if (entry.index() != links.size() + 1) {
            throw new IllegalStateException("entry " + entry + " after index " + links.size());
        }
        links.add(new Link(entry, chain(chainAt(links.size()), entry)));
    }

    LogEntry entry(long index) {
        return links.get((int) index - 1).entry;
    }

    /** A hash over all entries up to {@code index}; 0 for index 0. */
    long chainAt(long index) {
        return index == 0 ? 0 : links.get((int) index - 1).chain;
    }

    boolean holds(long index, long chain) {
        return index <= links.size() && chainAt(index) == chain;
    }

    @Override
    public long lastIndex() {
        return links.size();
    }

    @Override
    public long termAt(long index) {
        return index == 0 ? 0 : entry(index).term();
    }

    @Override
    public List<LogEntry> read(long fromIndex, long toIndexInclusive, int maxBytes) {
        List<LogEntry> entries = new ArrayList<>();
        long bytes = 0;
        for (long index = fromIndex; index <= toIndexInclusive && bytes < maxBytes; index++) {
            entries.add(entry(index));
            bytes += entry(index).sizeBytes();
        }
        return entries;
    }

    LogImage copy() {
        LogImage copy = new LogImage();
        copy.links.addAll(links);
        copy.hardState = hardState;
        return copy;
    }

    private static long chain(long before, LogEntry entry) {
        long hash = mix(before ^ mix(entry.term() * 4 + entry.kind().ordinal() + 1));
        for (byte b : entry.payload()) {
            hash = (hash ^ (b & 0xFF)) * 0x100000001B3L;
        }
        return mix(hash);
    }

    private static long mix(long bits) {
        long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
