package io.swarmsdk.raft.internal.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A disk that can fail a force, and lose its power after a number of operations. What was not forced by then is kept or
 * lost sector by sector. Names of files are durable at once here.
 */
public final class FaultyDisk implements FileOpener {
    private static final int SECTOR = 512;

    private final List<Channel> channels = new ArrayList<>();
    private boolean failNextForce;
    private long operationsLeft = Long.MAX_VALUE;
    private long forcesLeft = Long.MAX_VALUE;

    @Override
    public FileChannel open(Path path, StandardOpenOption... options) throws IOException {
        spend();
        var channel = new Channel(FileChannel.open(path, options));
        channels.add(channel);
        return channel;
    }

    /** The next force fails, those after it do not. */
    public void failNextForce() {
        failNextForce = true;
    }

    void cutPowerAfter(long operations) {
        operationsLeft = operations;
    }

    /** The worst moment: all is written, nothing of it is durable. */
    void cutPowerAtForce(long number) {
        forcesLeft = number;
    }

    /** Leaves on the real disk what a power cut would leave. */
    void losePower(Random random) throws IOException {
        for (Channel channel : channels) {
            channel.revertUnforced(random);
        }
    }

    private void spend() throws IOException {
        if (operationsLeft <= 0) {
            throw new IOException("no power");
        }
        operationsLeft--;
    }

    private record Unforced(long position, byte[] before) {}

    private final class Channel extends FileChannel {
        private final FileChannel real;
        private final List<Unforced> unforced = new ArrayList<>();

        Channel(FileChannel real) {
            this.real = real;
        }

        void revertUnforced(Random random) throws IOException {
            boolean all = random.nextInt(4) == 0;
            for (int i = unforced.size() - 1; i >= 0; i--) {
                Unforced write = unforced.get(i);
                for (int from = 0; from < write.before.length; ) {
                    int sectorEnd = SECTOR - (int) ((write.position + from) % SECTOR);
                    int to = Math.min(write.before.length, from + sectorEnd);
                    if (all || random.nextBoolean()) {
                        real.write(ByteBuffer.wrap(write.before, from, to - from), write.position + from);
                    }
                    from = to;
                }
            }
            real.close();
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            spend();
            byte[] before = new byte[source.remaining()];
            real.read(ByteBuffer.wrap(before), position);
            unforced.add(new Unforced(position, before));
            return real.write(source, position);
        }

        @Override
        public void force(boolean metaData) throws IOException {
            spend();
            if (--forcesLeft <= 0) {
                operationsLeft = 0;
                throw new IOException("no power");
            }
            if (failNextForce) {
                failNextForce = false;
                throw new IOException("force failed");
            }
            unforced.clear();
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            spend();
            real.truncate(size);
            return this;
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return real.read(target, position);
        }

        @Override
        public long size() throws IOException {
            return real.size();
        }

        @Override
        protected void implCloseChannel() {
            // stays open until the power is lost
        }

        @Override
        public int read(ByteBuffer target) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long read(ByteBuffer[] targets, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int write(ByteBuffer source) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long write(ByteBuffer[] sources, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long position() {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileChannel position(long newPosition) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel target) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferFrom(ReadableByteChannel source, long position, long count) {
            throw new UnsupportedOperationException();
        }

        @Override
        public MappedByteBuffer map(MapMode mode, long position, long size) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileLock lock(long position, long size, boolean shared) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) {
            throw new UnsupportedOperationException();
        }
    }
}
