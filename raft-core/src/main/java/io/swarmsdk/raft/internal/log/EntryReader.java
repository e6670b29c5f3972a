package io.swarmsdk.raft.internal.log;

import io.swarmsdk.raft.StorageCorruptedException;
import io.swarmsdk.raft.StorageException;
import io.swarmsdk.raft.internal.core.LogEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads entries of a log, from memory or from the disk. Each thread that reads has its own. What comes from the disk is
 * checked again: a damaged entry is reported, never handed out.
 */
public final class EntryReader {
    private final SegmentedLog log;
    private final RecordWindow window = new RecordWindow();

    EntryReader(SegmentedLog log) {
        this.log = log;
    }

    /** See {@link io.swarmsdk.raft.internal.core.LogReader#read}. */
    public List<LogEntry> read(long fromIndex, long toIndexInclusive, int maxBytes) {
        List<LogEntry> entries = new ArrayList<>();
        long bytes = 0;
        for (long index = fromIndex; index <= toIndexInclusive && bytes < maxBytes; ) {
            SegmentedLog.Place place = log.find(index, toIndexInclusive, maxBytes - bytes, entries);
            if (place != null) {
                entries.add(readFrom(place, index));
            }
            while (index < fromIndex + entries.size()) {
                bytes += entries.get((int) (index - fromIndex)).sizeBytes();
                index++;
            }
        }
        return entries;
    }

    private LogEntry readFrom(SegmentedLog.Place place, long index) {
        Segment segment = place.segment();
        try {
            window.open(segment, segment.readableEnd());
            LogRecord found = window.at(place.offset());
            LogEntry entry = found == null ? null : found.toEntry();
            if (entry == null || entry.index() != index) {
                throw new StorageCorruptedException(
                        segment.path(), place.offset(), "entry " + index + " is damaged", SegmentedLog.ADVICE);
            }
            return entry;
        } catch (IOException e) {
            throw new StorageException(segment.path() + ": entry " + index + " cannot be read", e);
        }
    }
}
