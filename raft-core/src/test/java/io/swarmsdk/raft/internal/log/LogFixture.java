package io.swarmsdk.raft.internal.log;

import io.swarmsdk.raft.internal.core.AppendBatch;
import io.swarmsdk.raft.internal.core.HardState;
import io.swarmsdk.raft.internal.core.LogEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A log in a directory, written batch by batch. */
final class LogFixture implements AutoCloseable {
    static final LogIdentity IDENTITY = new LogIdentity("test", "a");
    static final LogOptions SMALL = new LogOptions(16 << 10, 4 << 10);

    private final Path directory;
    private final FileOpener files;
    private @Nullable SegmentedLog log;
    private long token;

    LogFixture(Path directory) {
        this(directory, FileOpener.system());
    }

    LogFixture(Path directory, FileOpener files) {
        this.directory = directory;
        this.files = files;
        reopen();
    }

    LogFixture reopen() {
        close();
        log = SegmentedLog.open(directory, IDENTITY, SMALL, files);
        return this;
    }

    SegmentedLog log() {
        if (log == null) {
            throw new IllegalStateException("closed");
        }
        return log;
    }

    /** Each batch becomes durable by a write of its own. */
    LogFixture write(AppendBatch... batches) {
        for (AppendBatch batch : batches) {
            writeTogether(batch);
        }
        return this;
    }

    LogFixture writeTogether(AppendBatch... batches) {
        List<StagedBatch> group = Arrays.stream(batches)
                .map(batch -> new StagedBatch(++token, batch))
                .toList();
        group.forEach(log()::stage);
        log().write(group);
        return this;
    }

    List<LogEntry> entries() {
        return log().read(1, log().lastIndex(), Integer.MAX_VALUE);
    }

    @Override
    public void close() {
        if (log != null) {
            log.close();
            log = null;
        }
    }

    static AppendBatch vote(long term, String candidate) {
        return new AppendBatch(new HardState(term, candidate), AppendBatch.NO_TRUNCATION, List.of());
    }

    static AppendBatch entries(LogEntry... entries) {
        return new AppendBatch(null, AppendBatch.NO_TRUNCATION, List.of(entries));
    }

    static AppendBatch replace(LogEntry first) {
        return new AppendBatch(null, first.index(), List.of(first));
    }

    static LogEntry entry(long index, long term, String text) {
        return LogEntry.command(index, term, text.getBytes(StandardCharsets.UTF_8));
    }

    static Path segment(Path directory, long sequence) {
        return directory.resolve(Segment.nameOf(sequence));
    }

    static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void flipBit(Path file, int offset) {
        byte[] bytes = read(file);
        bytes[offset] ^= 0x10;
        write(file, bytes);
    }

    /** The first byte behind the last one that is not zero. */
    static int used(byte[] segment) {
        int end = segment.length;
        while (segment[end - 1] == 0) {
            end--;
        }
        return end;
    }

    static long segmentCount(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> Segment.isName(file.getFileName().toString()))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
