package io.swarmsdk.scheduler.internal.core;

/** Steele, Lea and Flood's SplitMix64: small, fast, the same on every machine. Belongs to one thread; not for secrets. */
public final class SplitMix64 {
    private long state;

    /** Equal seeds give equal sequences. */
    public SplitMix64(long seed) {
        state = seed;
    }

    /** The next 64 bits. */
    public long nextLong() {
        state += 0x9E3779B97F4A7C15L;
        long mixed = state;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    /** A number from 0 to {@code bound - 1}; the bias of the remainder is below 2^-40 for the bounds used here. */
    public long below(long bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("bound: " + bound + " (expected: > 0)");
        }
        return Long.remainderUnsigned(nextLong(), bound);
    }
}
