package io.swarmsdk.scheduler.internal.core.plan;

/** Makes ids of 25 characters in base 36 from a seed, by SplitMix64. Belongs to one core. */
public final class IdSource {
    private static final int LENGTH = 25;
    private static final String DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz";
    private static final int DIGITS_PER_LONG = 12; // 36^12 < 2^63

    private long state;

    /** Equal seeds give equal ids. */
    public IdSource(long seed) {
        state = seed;
    }

    /** The next id. */
    public String next() {
        var id = new char[LENGTH];
        long rest = 0;
        for (int i = 0; i < LENGTH; i++) {
            if (i % DIGITS_PER_LONG == 0) {
                rest = nextLong() >>> 1;
            }
            id[i] = DIGITS.charAt((int) (rest % DIGITS.length()));
            rest /= DIGITS.length();
        }
        return new String(id);
    }

    private long nextLong() {
        state += 0x9E3779B97F4A7C15L;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
