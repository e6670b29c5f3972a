package io.swarmsdk.raft.internal.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * One file of the log. Its end is moved by the disk thread alone; reads go by position and may come from any thread.
 *
 * <p>Space is filled with zeros ahead of the records, in large steps: to overwrite a block that exists is cheaper to
 * make durable than to lengthen the file each time.
 */
final class Segment implements AutoCloseable {
    private static final String SUFFIX = ".raftlog";
    private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(256 << 10).asReadOnlyBuffer();

    private final Path path;
    private final FileChannel channel;
    private final SegmentHeader header;
    private final int stepBytes;
    private long end;
    private long allocated;
    private volatile long readableEnd; // bytes before it never change again

    Segment(Path path, FileChannel channel, SegmentHeader header, int stepBytes, long end) {
        this.path = path;
        this.channel = channel;
        this.header = header;
        this.stepBytes = stepBytes;
        this.end = end;
        this.allocated = end;
        this.readableEnd = end;
    }

    /** Makes a segment that is durable, name and all, when this returns. */
    static Segment create(Path directory, SegmentHeader header, int stepBytes, FileOpener files) throws IOException {
        Path path = directory.resolve(nameOf(header.sequence()));
        Path temporary = directory.resolve(nameOf(header.sequence()) + ".tmp");
        FileChannel channel = files.open(
                temporary,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        var segment = new Segment(path, channel, header, stepBytes, 0);
        try {
            segment.append(header.encode());
            channel.force(true);
            Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
            Directories.force(directory);
            return segment;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    static String nameOf(long sequence) {
        return "%020d".formatted(sequence) + SUFFIX;
    }

    static boolean isName(String name) {
        return name.length() == 20 + SUFFIX.length() && name.endsWith(SUFFIX);
    }

    /** Writes at the end. Durable only after {@link #force}. */
    void append(ByteBuffer bytes) throws IOException {
        while (allocated < end + bytes.remaining()) {
            allocate();
        }
        while (bytes.hasRemaining()) {
            end += channel.write(bytes, end);
        }
    }

    private void allocate() throws IOException {
        long target = allocated + stepBytes;
        while (allocated < target) {
            ByteBuffer zeros = ZEROS.duplicate();
            zeros.limit((int) Math.min(zeros.capacity(), target - allocated));
            allocated += channel.write(zeros, allocated);
        }
    }

    void force() throws IOException {
        channel.force(false);
        readableEnd = end;
    }

    /** Drops everything from {@code newEnd} on, durably. */
    void cut(long newEnd) throws IOException {
        channel.truncate(newEnd);
        channel.force(true);
        end = newEnd;
        allocated = newEnd;
        readableEnd = newEnd;
    }

    Path path() {
        return path;
    }

    FileChannel channel() {
        return channel;
    }

    SegmentHeader header() {
        return header;
    }

    long end() {
        return end;
    }

    /** How far any thread may read. */
    long readableEnd() {
        return readableEnd;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
