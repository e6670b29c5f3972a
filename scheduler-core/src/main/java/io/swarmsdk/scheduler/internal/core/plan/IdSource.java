package io.swarmsdk.scheduler.internal.core.plan;

import io.swarmsdk.scheduler.internal.core.SplitMix64;

/** Makes ids of 25 characters in base 36 from a seed. Belongs to one core. */
public final class IdSource {
    private static final int LENGTH = 25;
    private static final String DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz";
    private static final int DIGITS_PER_LONG = 12; // 36^12 < 2^63

    private final SplitMix64 random;

    /** Equal seeds give equal ids. */
    public IdSource(long seed) {
        random = new SplitMix64(seed);
    }

    /** The next id. */
    public String next() {
        var id = new char[LENGTH];
        long rest = 0;
        for (int i = 0; i < LENGTH; i++) {
            if (i % DIGITS_PER_LONG == 0) {
                rest = random.nextLong() >>> 1;
            }
            id[i] = DIGITS.charAt((int) (rest % DIGITS.length()));
            rest /= DIGITS.length();
        }
        return new String(id);
    }
}
