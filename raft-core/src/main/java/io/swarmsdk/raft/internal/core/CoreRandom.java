package io.swarmsdk.raft.internal.core;

/** SplitMix64: the core's only source of chance, the same numbers from the same seed everywhere. */
final class CoreRandom {

    private long state;

    CoreRandom(long seed) {
        this.state = seed;
    }

    long nextLong() {
        state += 0x9E3779B97F4A7C15L;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** A number from 0 to {@code bound} exclusive. The bias is below 2^-20 for bounds up to hours in nanoseconds. */
    long below(long bound) {
        return Long.remainderUnsigned(nextLong(), bound);
    }
}
