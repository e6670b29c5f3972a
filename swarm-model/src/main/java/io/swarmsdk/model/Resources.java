package io.swarmsdk.model;

/**
 * An amount of processor time and memory.
 *
 * @param nanoCpus billionths of one core; 1_500_000_000 is one core and a half
 * @param memoryBytes bytes of memory
 */
public record Resources(long nanoCpus, long memoryBytes) {
    /** Nothing. */
    public static final Resources NONE = new Resources(0, 0);

    /** Rejects negative amounts. */
    public Resources {
        Checks.that(nanoCpus >= 0, "nanoCpus: %s (expected: >= 0)", nanoCpus);
        Checks.that(memoryBytes >= 0, "memoryBytes: %s (expected: >= 0)", memoryBytes);
    }

    /** Both amounts added up. */
    public Resources plus(Resources other) {
        return new Resources(nanoCpus + other.nanoCpus, memoryBytes + other.memoryBytes);
    }

    /** True when this much fits into what is available. */
    public boolean fitsInto(Resources available) {
        return nanoCpus <= available.nanoCpus && memoryBytes <= available.memoryBytes;
    }
}
