package io.swarmsdk.raft.internal.log;

import io.swarmsdk.raft.internal.core.LogEntry;
import java.util.ArrayList;

/**
 * The newest entries, in memory: all that are not on the disk yet, and as many of the others as fit. Guarded by its
 * owner.
 */
final class Tail {
    private record Slot(LogEntry entry, long token) {}

    private final long maxBytes;
    private final ArrayList<Slot> slots = new ArrayList<>();
    private int head; // slots before it are free
    private long firstIndex;
    private long bytes;

    Tail(long firstIndex, long maxBytes) {
        this.firstIndex = firstIndex;
        this.maxBytes = maxBytes;
    }

    /** The first index held; one past the last entry of the log when the tail is empty. */
    long firstIndex() {
        return firstIndex;
    }

    void append(LogEntry entry, long token) {
        slots.add(new Slot(entry, token));
        bytes += entry.sizeBytes();
    }

    void truncate(long fromIndex) {
        while (slots.size() > head && firstIndex + slots.size() - head > fromIndex) {
            bytes -= slots.remove(slots.size() - 1).entry.sizeBytes();
        }
        firstIndex = Math.min(firstIndex, fromIndex);
    }

    /** Lets go of entries beyond the limit, but only of those whose own write is done. */
    void evict(long durableToken) {
        while (bytes > maxBytes && slots.size() > head && slots.get(head).token <= durableToken) {
            bytes -= slots.get(head).entry.sizeBytes();
            slots.set(head, FREE);
            head++;
            firstIndex++;
        }
        if (head > 1024 && head * 2 > slots.size()) {
            slots.subList(0, head).clear();
            head = 0;
        }
    }

    /** The entry at {@code index}, which the tail holds. */
    LogEntry get(long index) {
        return slots.get(head + (int) (index - firstIndex)).entry;
    }

    private static final Slot FREE = new Slot(LogEntry.noop(0, 0), 0);
}
