package io.swarmsdk.gossip.internal.core;

import java.util.List;

/** SplitMix64: small, seeded, the same on every platform. Not for secrets; confined to the core that owns it. */
public final class CoreRandom {

    private long state;

    public CoreRandom(long seed) {
        state = seed;
    }

    public long nextLong() {
        state += 0x9e3779b97f4a7c15L;
        return mix(state);
    }

    /** Below {@code bound}, which is positive. The bias of the multiplication is below 2^-32 and does not matter here. */
    public int nextInt(int bound) {
        return (int) ((nextLong() >>> 32) * bound >>> 32);
    }

    /** Between 0 and {@code bound - 1} nanoseconds; 0 for a bound of 0. */
    public long nextNanos(long bound) {
        return bound <= 0 ? 0 : (nextLong() >>> 1) % bound;
    }

    /** True with probability {@code numerator / denominator}. */
    public boolean chance(int numerator, int denominator) {
        return nextInt(denominator) < numerator;
    }

    public <T> void shuffle(List<T> list) {
        for (int i = list.size() - 1; i > 0; i--) {
            int j = nextInt(i + 1);
            T moved = list.get(i);
            list.set(i, list.get(j));
            list.set(j, moved);
        }
    }

    /** The finalizer of SplitMix64, a good mixer of 64 bits. */
    static long mix(long z) {
        long x = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        x = (x ^ (x >>> 27)) * 0x94d049bb133111ebL;
        return x ^ (x >>> 31);
    }
}
