package io.swarmsdk.raft.internal.log;

import io.swarmsdk.raft.StorageException;
import io.swarmsdk.raft.internal.core.AppendBatch;
import io.swarmsdk.raft.internal.core.HardState;
import io.swarmsdk.raft.internal.core.LogEntry;
import io.swarmsdk.raft.internal.core.LogReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The log of one node. It has two sides: what has been staged, which is what readers see, and what has been written,
 * which is what survives a crash.
 *
 * <p>{@link #stage} and the {@link LogReader} methods belong to the loop thread, {@link #write} to the disk thread; a
 * short lock covers the little that they share. After one failed write the log is poisoned: every later one fails too,
 * since nobody knows what the disk holds.
 */
public final class SegmentedLog implements LogReader, AutoCloseable {
    static final String ADVICE = "Nothing was changed. Restore the directory from a copy made while the node was "
            + "stopped; without one, this node's log cannot be trusted and the node must not vote again";

    /** Where on the disk an entry is. */
    record Place(Segment segment, long offset) {}

    private final DirectoryLock directoryLock;
    private final CopyOnWriteArrayList<Segment> segments;
    private final LogWriter writer;
    private final HardState recoveredState;
    private final long cutBytes;
    private final EntryReader loopReader = new EntryReader(this);

    private final Object lock = new Object(); // guards terms, tail, index
    private final TermRuns terms;
    private final Tail tail;
    private final EntryIndex index;

    private volatile @Nullable StorageException poison;

    private SegmentedLog(Path directory, FileOpener files, LogOptions options, DirectoryLock held, Recovered from) {
        directoryLock = held;
        segments = new CopyOnWriteArrayList<>(from.segments());
        writer = new LogWriter(directory, files, options, segments, from);
        recoveredState = from.hardState();
        cutBytes = from.cutBytes();
        terms = from.terms();
        index = from.index();
        tail = new Tail(terms.lastIndex() + 1, options.tailBytes());
    }

    /**
     * Opens the log in a directory, which is made if missing, and reads all of it.
     *
     * @throws io.swarmsdk.raft.StorageCorruptedException if bytes that were durable are damaged or missing
     * @throws StorageException if the directory is in use, belongs to another node, or cannot be read or written
     */
    public static SegmentedLog open(Path directory, LogIdentity identity, LogOptions options) {
        return open(directory, identity, options, FileOpener.system());
    }

    /** As above, on the given disk. */
    public static SegmentedLog open(Path directory, LogIdentity identity, LogOptions options, FileOpener files) {
        DirectoryLock held = null;
        try {
            create(directory.toAbsolutePath());
            held = DirectoryLock.acquire(directory);
            return new SegmentedLog(directory, files, options, held, Recovery.run(directory, identity, options, files));
        } catch (IOException e) {
            release(held);
            throw new StorageException("dataDirectory: " + directory + " cannot be used: " + e, e);
        } catch (RuntimeException e) {
            release(held);
            throw e;
        }
    }

    private static void create(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory);
            Path parent = directory.getParent();
            if (parent != null) {
                Directories.force(parent);
            }
        }
    }

    private static void release(@Nullable DirectoryLock held) {
        try {
            if (held != null) {
                held.close();
            }
        } catch (IOException e) {
            // the lock goes with the process at the latest; the failure under way is the one to report
        }
    }

    /** Term and vote as found on the disk. */
    public HardState recoveredState() {
        return recoveredState;
    }

    /** Bytes of an unfinished write that were cut off when the log was opened. */
    public long cutBytes() {
        return cutBytes;
    }

    /** Shows a batch to readers; the caller hands it to the disk thread for {@link #write}. Tokens rise. */
    public void stage(StagedBatch staged) {
        AppendBatch batch = staged.batch();
        synchronized (lock) {
            if (batch.truncateFrom() != AppendBatch.NO_TRUNCATION) {
                terms.truncate(batch.truncateFrom());
                tail.truncate(batch.truncateFrom());
            }
            for (LogEntry entry : batch.entries()) {
                terms.append(entry.index(), entry.term());
                tail.append(entry, staged.token());
            }
        }
    }

    /**
     * Makes batches durable, in the order they were staged, with one force for all.
     *
     * @throws StorageException if the disk failed, now or ever before
     */
    public void write(List<StagedBatch> group) {
        StorageException failed = poison;
        if (failed != null) {
            throw failed;
        }
        try {
            WrittenPlaces places = writer.write(group);
            synchronized (lock) {
                places.addTo(index);
                tail.evict(group.get(group.size() - 1).token());
            }
        } catch (IOException | RuntimeException e) {
            failed = new StorageException("the log cannot be written: " + e, e);
            poison = failed;
            throw failed;
        }
    }

    @Override
    public long lastIndex() {
        synchronized (lock) {
            return terms.lastIndex();
        }
    }

    @Override
    public long termAt(long entryIndex) {
        synchronized (lock) {
            return terms.termAt(entryIndex);
        }
    }

    @Override
    public List<LogEntry> read(long fromIndex, long toIndexInclusive, int maxBytes) {
        return loopReader.read(fromIndex, toIndexInclusive, maxBytes);
    }

    /** A reader for one more thread. */
    public EntryReader newReader() {
        return new EntryReader(this);
    }

    /** Adds entries from memory, or, if {@code from} is not in memory, tells where on the disk it is. */
    @Nullable
    Place find(long from, long to, long maxBytes, List<LogEntry> found) {
        synchronized (lock) {
            if (from < tail.firstIndex()) {
                return new Place(segments.get(index.segmentOf(from)), index.offsetOf(from));
            }
            long bytes = 0;
            for (long next = from; next <= to && bytes < maxBytes; next++) {
                LogEntry entry = tail.get(next);
                bytes += entry.sizeBytes();
                found.add(entry);
            }
            return null;
        }
    }

    /** Closes the files. Nothing is flushed: what was not forced was never promised. */
    @Override
    public void close() {
        try {
            for (Segment segment : segments) {
                segment.close();
            }
            directoryLock.close();
        } catch (IOException e) {
            throw new StorageException("the log cannot be closed: " + e, e);
        }
    }
}
