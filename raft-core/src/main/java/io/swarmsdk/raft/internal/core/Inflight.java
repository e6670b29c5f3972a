package io.swarmsdk.raft.internal.core;

/** The append messages to one follower that are not answered yet: a ring of the last index of each. */
final class Inflight {

    private final long[] lastIndexes;
    private int first;
    private int count;

    Inflight(int capacity) {
        this.lastIndexes = new long[capacity];
    }

    boolean full() {
        return count == lastIndexes.length;
    }

    int count() {
        return count;
    }

    /** A message that ends with {@code lastIndex} has been sent; the ring is not full. */
    void add(long lastIndex) {
        lastIndexes[(first + count) % lastIndexes.length] = lastIndex;
        count++;
    }

    /** The follower has everything up to {@code index}: forgets the messages that are answered by that. */
    void freeUpTo(long index) {
        while (count > 0 && lastIndexes[first] <= index) {
            first = (first + 1) % lastIndexes.length;
            count--;
        }
    }

    void clear() {
        count = 0;
    }
}
