package io.swarmsdk.sim;

import java.util.ArrayList;
import java.util.List;

/** What happened: a hash over every line ever written, and a bounded ring of the last lines. */
final class Trace {
    static final int KEPT = 200;
    private static final long FNV_OFFSET = 0xCBF29CE484222325L;
    private static final long FNV_PRIME = 0x100000001B3L;

    private final String[] texts = new String[KEPT];
    private final long[] steps = new long[KEPT];
    private final long[] times = new long[KEPT];
    private long count;
    private long hash = FNV_OFFSET;

    void add(long step, long nowNanos, String text) {
        int slot = (int) (count % KEPT);
        texts[slot] = text;
        steps[slot] = step;
        times[slot] = nowNanos;
        count++;
        long h = (hash ^ SimRandom.mix(nowNanos)) * FNV_PRIME;
        for (int i = 0; i < text.length(); i++) {
            h = (h ^ text.charAt(i)) * FNV_PRIME;
        }
        hash = (h ^ text.length()) * FNV_PRIME; // the length keeps "ab","c" apart from "a","bc"
    }

    long hash() {
        return SimRandom.mix(hash);
    }

    /** Oldest first. Lines are formatted here, not when written: nearly all of them are never read. */
    List<String> recent() {
        List<String> lines = new ArrayList<>();
        for (long i = Math.max(0, count - KEPT); i < count; i++) {
            int slot = (int) (i % KEPT);
            lines.add("#" + steps[slot] + " @" + times[slot] + " " + texts[slot]);
        }
        return lines;
    }
}
