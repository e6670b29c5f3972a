package io.swarmsdk.overlay.internal.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * Numbers to numbers, open addressing, no boxing: one writer at a time, any readers, and no reader ever waits.
 *
 * <p>Key and value lie side by side, so that a hit costs one cache line. What keeps readers safe: a slot, once given to
 * a key, belongs to that key for the life of the array. A value is replaced by one store; a removed key keeps its slot
 * with the value {@link #MISSING}; slots of removed keys are reclaimed only by copying what lives into a new array,
 * which is then published. So a reader sees the old value, the new one or none, and never another key's.
 */
public final class LongTable {

    /** What {@link #get} answers when there is nothing; can not be stored. */
    public static final long MISSING = -1;

    private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);
    private static final long FREE = -1;
    private static final int LEAST_SLOTS = 16;

    private volatile long[] cells = empty(LEAST_SLOTS);
    private int slotsUsed; // with or without a value; writer only
    private int size; // writer only

    /** The value of this key, or {@link #MISSING}. Any thread. */
    public long get(long key) {
        long[] now = cells;
        int mask = now.length / 2 - 1;
        for (int slot = slotOf(key, mask); ; slot = slot + 1 & mask) {
            long found = (long) CELL.getAcquire(now, 2 * slot);
            if (found == key) {
                return (long) CELL.getAcquire(now, 2 * slot + 1);
            }
            if (found == FREE) {
                return MISSING;
            }
        }
    }

    /** Sets the value of this key; neither is negative. Writer only. */
    public void put(long key, long value) {
        if (key < 0 || value < 0) {
            throw new IllegalArgumentException("key, value: " + key + ", " + value + " (expected: not negative)");
        }
        int slot = slotFor(key);
        if (cells[2 * slot] == key) {
            size += cells[2 * slot + 1] == MISSING ? 1 : 0;
            CELL.setRelease(cells, 2 * slot + 1, value);
            return;
        }
        if ((slotsUsed + 1) * 2 > cells.length / 2) {
            rebuild();
            slot = slotFor(key);
        }
        cells[2 * slot + 1] = value;
        CELL.setRelease(cells, 2 * slot, key);
        slotsUsed++;
        size++;
    }

    /** Takes the value of this key away and returns it, or {@link #MISSING}. Writer only. */
    public long remove(long key) {
        int slot = slotFor(key);
        if (cells[2 * slot] != key) {
            return MISSING;
        }
        long before = cells[2 * slot + 1];
        if (before != MISSING) {
            size--;
            CELL.setRelease(cells, 2 * slot + 1, MISSING);
        }
        return before;
    }

    /** Keys that have a value. Writer only. */
    public int size() {
        return size;
    }

    /** Slots of the present array. Any thread. */
    int slots() {
        return cells.length / 2;
    }

    /** The slot that has this key, or the free one where it belongs. */
    private int slotFor(long key) {
        int mask = cells.length / 2 - 1;
        int slot = slotOf(key, mask);
        while (cells[2 * slot] != key && cells[2 * slot] != FREE) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void rebuild() {
        int slots = LEAST_SLOTS;
        while (slots < (size + 1) * 4) {
            slots *= 2;
        }
        long[] old = cells;
        long[] fresh = empty(slots);
        for (int i = 0; i < old.length; i += 2) {
            if (old[i] != FREE && old[i + 1] != MISSING) {
                int slot = slotOf(old[i], slots - 1);
                while (fresh[2 * slot] != FREE) {
                    slot = slot + 1 & slots - 1;
                }
                fresh[2 * slot] = old[i];
                fresh[2 * slot + 1] = old[i + 1];
            }
        }
        slotsUsed = size;
        cells = fresh;
    }

    private static long[] empty(int slots) {
        long[] cells = new long[2 * slots];
        Arrays.fill(cells, FREE);
        return cells;
    }

    private static int slotOf(long key, int mask) {
        long mixed = key * 0x9E37_79B9_7F4A_7C15L;
        return (int) (mixed >>> 32 ^ mixed >>> 48) & mask;
    }
}
