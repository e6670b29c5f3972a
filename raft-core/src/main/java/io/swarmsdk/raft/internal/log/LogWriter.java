package io.swarmsdk.raft.internal.log;

import io.swarmsdk.raft.internal.core.AppendBatch;
import io.swarmsdk.raft.internal.core.HardState;
import io.swarmsdk.raft.internal.core.LogEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Writes records behind each other and forces them, many batches at a time. Confined to the disk thread. */
final class LogWriter {
    private static final byte[] NO_PAYLOAD = {};
    private static final int MAX_KEPT_BUFFER_BYTES = 1 << 20;

    private final Path directory;
    private final FileOpener files;
    private final LogOptions options;
    private final List<Segment> segments;
    private final WrittenPlaces places = new WrittenPlaces();
    private ByteBuffer buffer = ByteBuffer.allocateDirect(MAX_KEPT_BUFFER_BYTES);
    private Segment active;
    private long bufferStart;
    private int groupStart;
    private int link;
    private long nextIndex;
    private HardState hardState;

    LogWriter(Path directory, FileOpener files, LogOptions options, List<Segment> segments, Recovered from) {
        this.directory = directory;
        this.files = files;
        this.options = options;
        this.segments = segments;
        this.active = segments.get(segments.size() - 1);
        this.link = from.link();
        this.nextIndex = from.terms().lastIndex() + 1;
        this.hardState = from.hardState();
    }

    /** Writes all batches and makes them durable with one force; returns where their entries went. */
    WrittenPlaces write(List<StagedBatch> group) throws IOException {
        places.clear();
        groupStart = (int) active.end();
        bufferStart = active.end();
        for (StagedBatch staged : group) {
            put(staged.batch());
        }
        flush();
        active.force();
        return places;
    }

    private void put(AppendBatch batch) throws IOException {
        HardState next = batch.hardState();
        if (next != null) {
            String vote = next.votedFor();
            byte[] payload = vote == null ? NO_PAYLOAD : vote.getBytes(StandardCharsets.UTF_8);
            put(RecordFormat.HARD_STATE, (byte) (vote == null ? 0 : 1), 0, next.term(), payload);
            hardState = next; // only now: a segment begun for this record starts from the state before it
        }
        if (batch.truncateFrom() != AppendBatch.NO_TRUNCATION) {
            put(RecordFormat.TRUNCATE, (byte) 0, batch.truncateFrom(), hardState.term(), NO_PAYLOAD);
            places.truncated(batch.truncateFrom());
            nextIndex = batch.truncateFrom();
        }
        for (LogEntry entry : batch.entries()) {
            long offset = put(
                    RecordFormat.ENTRY, LogRecord.codeOf(entry.kind()), entry.index(), entry.term(), entry.payload());
            places.written(segments.size() - 1, offset);
            nextIndex = entry.index() + 1;
        }
    }

    private long put(byte type, byte kind, long index, long term, byte[] payload) throws IOException {
        int size = RecordFormat.sizeOf(payload.length);
        long used = bufferStart + buffer.position();
        if (used + size > options.segmentBytes() && used > SegmentHeader.BYTES) {
            roll();
        }
        if (size > buffer.remaining()) {
            flush();
            if (size > buffer.capacity()) {
                buffer = ByteBuffer.allocateDirect(size);
            }
        }
        long offset = bufferStart + buffer.position();
        link = RecordFormat.encode(buffer, active.header().salt(), type, kind, index, term, link, groupStart, payload);
        return offset;
    }

    private void flush() throws IOException {
        active.append(buffer.flip());
        buffer.clear();
        if (buffer.capacity() > MAX_KEPT_BUFFER_BYTES) {
            buffer = ByteBuffer.allocateDirect(MAX_KEPT_BUFFER_BYTES);
        }
        bufferStart = active.end();
    }

    /** The old segment is durable before the new one exists, so only the last segment can ever end torn. */
    private void roll() throws IOException {
        flush();
        active.force();
        SegmentHeader last = active.header();
        active = Segment.create(
                directory,
                new SegmentHeader(last.identity(), last.sequence() + 1, nextIndex, link, newSalt(), hardState),
                options.stepBytes(),
                files);
        segments.add(active);
        groupStart = SegmentHeader.BYTES;
        bufferStart = active.end();
    }

    static long newSalt() {
        return ThreadLocalRandom.current().nextLong();
    }
}
