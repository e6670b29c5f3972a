package io.swarmsdk.sim;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * One file of a {@link SimDisk}: what is certainly on the medium, and the journal of changes that are not yet. Always:
 * buffered image = durable image + journal, which is what makes a crash at any point of the journal easy to compute.
 */
final class DiskFile {
    private final List<Change> journal = new ArrayList<>();
    private Image durable = new Image();
    private Image buffered = new Image();
    private long journalStart; // number of the first change in the journal
    private boolean frozen; // a failed sync lost pages: nothing reaches the medium any more
    final Deque<PendingSync> pending = new ArrayDeque<>();
    long lastDueNanos;

    /** One change; {@code cost} counts the places at which a crash can cut it. */
    private interface Change {
        void applyTo(Image image, long upToCost);

        long cost();
    }

    private record Append(byte[] bytes) implements Change {
        @Override
        public void applyTo(Image image, long upToCost) {
            image.append(bytes, (int) Math.min(upToCost, bytes.length));
        }

        @Override
        public long cost() {
            return Math.max(1, bytes.length);
        }
    }

    /** A change that is there or not: truncation, replacement by rename, deletion. */
    private record Atomic(Consumer<Image> action) implements Change {
        @Override
        public void applyTo(Image image, long upToCost) {
            if (upToCost > 0) {
                action.accept(image);
            }
        }

        @Override
        public long cost() {
            return 1;
        }
    }

    /** What a sync covers, and whom to tell. */
    record PendingSync(long upTo, boolean fails, Runnable onDurable, Consumer<String> onFailure) {}

    void append(byte[] bytes) {
        change(new Append(bytes.clone()));
    }

    void truncate(long size) {
        change(new Atomic(image -> image.truncate((int) size)));
    }

    void replace(byte[] bytes) {
        byte[] copy = bytes.clone();
        change(new Atomic(image -> image.set(copy)));
    }

    void delete() {
        change(new Atomic(Image::delete));
    }

    private void change(Change change) {
        journal.add(change);
        change.applyTo(buffered, change.cost());
    }

    /** The number after the last change: a sync that is called now covers everything before it. */
    long end() {
        return journalStart + journal.size();
    }

    /** Makes all changes before {@code upTo} durable. Without effect after a failed sync. */
    void persist(long upTo) {
        if (frozen) {
            return;
        }
        int count = (int) Math.max(0, upTo - journalStart);
        List<Change> reached = journal.subList(0, count);
        reached.forEach(change -> change.applyTo(durable, change.cost()));
        reached.clear();
        journalStart += count;
    }

    void freeze() {
        frozen = true;
    }

    /** A part of the journal, from none to all, becomes the whole truth. */
    void crash(SimRandom random) {
        long total = journal.stream().mapToLong(Change::cost).sum();
        long left = survivingCost(total, random);
        for (Change change : journal) {
            long part = Math.min(left, change.cost());
            change.applyTo(durable, part);
            left -= part;
        }
        journalStart = end();
        journal.clear();
        buffered = durable.copy();
        frozen = false;
        pending.clear();
        lastDueNanos = 0;
    }

    private static long survivingCost(long total, SimRandom random) {
        return switch (random.nextInt(3)) {
            case 0 -> 0;
            case 1 -> total;
            default -> random.nextLong(0, total + 1);
        };
    }

    void flipDurableBit(long bitIndex) {
        durable.flip(bitIndex);
        buffered = durable.copy();
        journal.forEach(change -> change.applyTo(buffered, change.cost()));
    }

    byte[] read() {
        return buffered.bytes();
    }

    byte[] durable() {
        return durable.bytes();
    }

    int size() {
        return buffered.length;
    }

    int durableSize() {
        return durable.length;
    }

    boolean exists() {
        return buffered.exists;
    }

    /** Bytes that grow at the end; absent until first written. */
    private static final class Image {
        private byte[] content = new byte[0];
        private int length;
        private boolean exists;

        void append(byte[] from, int count) {
            exists = true;
            if (content.length < length + count) {
                content = Arrays.copyOf(content, Math.max(length + count, content.length * 2));
            }
            System.arraycopy(from, 0, content, length, count);
            length += count;
        }

        void truncate(int size) {
            length = Math.min(length, size);
        }

        void set(byte[] bytes) {
            exists = true;
            content = bytes.clone();
            length = bytes.length;
        }

        void delete() {
            exists = false;
            content = new byte[0];
            length = 0;
        }

        void flip(long bitIndex) {
            content[(int) (bitIndex >>> 3)] ^= (byte) (1 << (bitIndex & 7));
        }

        byte[] bytes() {
            return Arrays.copyOf(content, length);
        }

        Image copy() {
            var copy = new Image();
            copy.content = bytes();
            copy.length = length;
            copy.exists = exists;
            return copy;
        }
    }
}
