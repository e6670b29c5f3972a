package io.swarmsdk.sim;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The only source of chance in a simulation: SplitMix64, with values that are the same on every platform and release.
 *
 * <p>Not for secrets. Not thread-safe: belongs to whoever drives the world.
 */
public final class SimRandom {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    /** Starts the sequence of {@code seed}; equal seeds give equal sequences, forever. */
    public SimRandom(long seed) {
        this.state = seed;
    }

    /** The next 64 uniform bits. */
    public long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** Uniform in {@code [0, bound)}; {@code bound} must be positive. */
    public int nextInt(int bound) {
        Checks.that(bound > 0, "bound: %s (expected: > 0)", bound);
        return (int) nextLong(0, bound);
    }

    /** Uniform in {@code [origin, bound)}; the whole range of {@code long} is allowed. */
    public long nextLong(long origin, long bound) {
        Checks.that(origin < bound, "bound: %s (expected: > origin %s)", bound, origin);
        long range = bound - origin;
        if (range < 0) { // wider than a positive long: at least half of all values hit it
            long value = nextLong();
            while (value < origin || value >= bound) {
                value = nextLong();
            }
            return value;
        }
        long bits = nextLong() >>> 1;
        long remainder = bits % range;
        while (bits - remainder + (range - 1) < 0) { // the last, incomplete stretch would favour small values
            bits = nextLong() >>> 1;
            remainder = bits % range;
        }
        return origin + remainder;
    }

    /** Uniform in {@code [0, 1)}, in steps of 2<sup>-53</sup>. */
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    /**
     * True with the given probability, 0 (never) to 1 (always). Draws one number in every case, so that turning a fault
     * on or off does not shift what others draw.
     */
    public boolean chance(double probability) {
        Checks.probability(probability, "probability");
        return nextDouble() < probability;
    }

    /** A generator of its own, seeded from this one: a part that draws more or less then disturbs no other part. */
    public SimRandom fork() {
        return new SimRandom(nextLong());
    }

    /** One element, each equally likely; the list must not be empty. */
    public <T> T pick(List<T> from) {
        Checks.that(!from.isEmpty(), "from: empty (expected: at least one element)");
        return from.get(nextInt(from.size()));
    }

    /** A shuffled copy; the given list stays as it is. */
    public <T> List<T> shuffled(List<T> in) {
        List<T> out = new ArrayList<>(in);
        for (int last = out.size() - 1; last > 0; last--) {
            Collections.swap(out, last, nextInt(last + 1));
        }
        return out;
    }

    /** Scrambles 64 bits one to one (Stafford's variant 13, the finaliser of SplitMix64). */
    static long mix(long bits) {
        long z = bits;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
