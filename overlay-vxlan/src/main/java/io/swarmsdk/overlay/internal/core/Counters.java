package io.swarmsdk.overlay.internal.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** A row of counters: one writer, which pays a plain store, and readers on any thread. */
final class Counters {

    private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);

    private final long[] cells;

    Counters(int count) {
        this.cells = new long[count];
    }

    void add(int index, long amount) {
        CELL.setRelease(cells, index, cells[index] + amount);
    }

    long get(int index) {
        return (long) CELL.getAcquire(cells, index);
    }
}
