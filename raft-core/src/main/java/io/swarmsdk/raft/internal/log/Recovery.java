package io.swarmsdk.raft.internal.log;

import io.swarmsdk.raft.StorageCorruptedException;
import io.swarmsdk.raft.internal.core.HardState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the segments of a directory from first to last.
 *
 * <p>The line between a torn tail and damage: each record names the place where the write that it was part of began,
 * and a write begins only when all before it is durable. So what cannot be trusted was never durable, and may be cut,
 * unless a good record behind it began its write later. Only the last segment can be torn.
 */
final class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private final Path directory;
    private final LogIdentity identity;
    private final LogOptions options;
    private final FileOpener files;
    private final RecordWindow window = new RecordWindow();
    private final List<Segment> segments = new ArrayList<>();
    private final EntryIndex index = new EntryIndex();
    private final TermRuns terms = new TermRuns();
    private HardState hardState = HardState.initial();
    private int link;
    private long cutBytes;

    private Recovery(Path directory, LogIdentity identity, LogOptions options, FileOpener files) {
        this.directory = directory;
        this.identity = identity;
        this.options = options;
        this.files = files;
    }

    static Recovered run(Path directory, LogIdentity identity, LogOptions options, FileOpener files)
            throws IOException {
        var recovery = new Recovery(directory, identity, options, files);
        try {
            recovery.readAll();
        } catch (IOException | RuntimeException e) {
            for (Segment segment : recovery.segments) {
                segment.close();
            }
            throw e;
        }
        return new Recovered(
                recovery.segments,
                recovery.hardState,
                recovery.index,
                recovery.terms,
                recovery.link,
                recovery.cutBytes);
    }

    private void readAll() throws IOException {
        List<Path> found = segmentFiles();
        for (int i = 0; i < found.size(); i++) {
            Path expected = directory.resolve(Segment.nameOf(i + 1));
            if (!found.get(i).equals(expected)) {
                throw new StorageCorruptedException(
                        expected, 0, "the segment is missing, and with it term and vote", SegmentedLog.ADVICE);
            }
            Segment segment = open(expected, i + 1);
            segments.add(segment);
            long limit = segment.channel().size();
            long end = readRecords(segment, limit);
            if (i + 1 == found.size()) {
                finish(segment, end);
            } else if (anythingAt(end)) {
                throw damaged(segment, end, "a record is damaged, and later segments exist");
            }
        }
        if (segments.isEmpty()) {
            var header = new SegmentHeader(identity, 1, 1, 0, LogWriter.newSalt(), hardState);
            segments.add(Segment.create(directory, header, options.stepBytes(), files));
        }
        Directories.force(directory);
    }

    private List<Path> segmentFiles() throws IOException {
        List<Path> all;
        try (Stream<Path> listing = Files.list(directory)) {
            all = listing.sorted().toList();
        }
        for (Path file : all) {
            if (file.getFileName().toString().endsWith(".tmp")) {
                Files.delete(file); // a segment that never got its name
            }
        }
        return all.stream()
                .filter(file -> Segment.isName(file.getFileName().toString()))
                .toList();
    }

    private Segment open(Path path, long sequence) throws IOException {
        FileChannel channel = files.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            ByteBuffer bytes = ByteBuffer.allocate(SegmentHeader.BYTES);
            while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) >= 0) {}
            SegmentHeader header = SegmentHeader.decode(bytes.flip(), path, identity);
            if (header.sequence() != sequence
                    || header.link() != link
                    || header.firstIndex() != terms.lastIndex() + 1
                    || !header.hardState().equals(hardState)) {
                throw new StorageCorruptedException(
                        path, 0, "the segment does not follow on the one before it", SegmentedLog.ADVICE);
            }
            return new Segment(path, channel, header, options.stepBytes(), channel.size());
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Takes in records up to the first that cannot be trusted, and returns its place. */
    private long readRecords(Segment segment, long limit) throws IOException {
        window.open(segment, limit);
        long offset = SegmentHeader.BYTES;
        for (LogRecord next = window.at(offset); next != null; next = window.at(offset)) {
            String objection = accept(next);
            if (objection != null) {
                throw damaged(segment, offset, objection);
            }
            offset = next.nextOffset();
        }
        return offset;
    }

    /** Null, or why a record that is good in itself cannot stand here. */
    private @Nullable String accept(LogRecord next) {
        if (next.link() != link) {
            return "records are missing before this one";
        }
        link = next.checksum();
        switch (next.type()) {
            case RecordFormat.HARD_STATE -> hardState = next.toHardState();
            case RecordFormat.TRUNCATE -> {
                index.truncate(next.index());
                terms.truncate(next.index());
            }
            case RecordFormat.ENTRY -> {
                return acceptEntry(next);
            }
            default -> {
                return "record type " + next.type() + " is unknown to this version";
            }
        }
        return null;
    }

    private @Nullable String acceptEntry(LogRecord next) {
        if (!next.isKnownEntry()) {
            return "entry kind " + next.kind() + " is unknown to this version";
        }
        if (next.index() != terms.lastIndex() + 1) {
            return "entry " + next.index() + " follows entry " + terms.lastIndex();
        }
        if (next.term() > hardState.term()) {
            return "entry of term " + next.term() + ", but the recorded term is " + hardState.term();
        }
        terms.append(next.index(), next.term());
        index.append(segments.size() - 1, next.offset());
        return null;
    }

    /** The last segment: cuts a torn tail, or refuses what is more than that. */
    private void finish(Segment segment, long end) throws IOException {
        long suspect = window.bytesUntilZeros(end);
        if (suspect > 0) {
            if (window.anyDurableBehind(end)) {
                throw damaged(segment, end, "a record is damaged, and good ones follow");
            }
            cutBytes = suspect;
            LOG.warn(
                    "[{}] {}: cut {} bytes of an unfinished write at byte {}",
                    identity.nodeId(),
                    segment.path(),
                    suspect,
                    end);
        }
        segment.cut(end); // and with it makes durable what a killed process had written, but not forced
    }

    private boolean anythingAt(long end) throws IOException {
        return window.bytesUntilZeros(end) > 0;
    }

    private static StorageCorruptedException damaged(Segment segment, long offset, String reason) {
        return new StorageCorruptedException(segment.path(), offset, reason, SegmentedLog.ADVICE);
    }
}
