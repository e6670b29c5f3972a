package io.swarmsdk.sim;

import java.time.Duration;

/**
 * The clock of one node, which need not agree with the world's or with that of any other node. Give its
 * {@link #nowNanos} to the core and set the node's timers here, and leases that trust clocks too much will show it.
 *
 * <p>Monotonic, as {@code System.nanoTime} is: it may run fast or slow and leap ahead, but never back. Starts level with
 * the world. Single-threaded, like its {@link World}.
 */
public final class SimClock {
    private static final long MILLION = 1_000_000;

    private final World world;
    private long sinceNanos; // world time at which the rate or the offset last changed
    private long baseNanos; // own time at that moment
    private long driftPpm;

    /** A clock that runs with the world's. */
    public SimClock(World world) {
        this.world = world;
        this.sinceNanos = world.nowNanos();
        this.baseNanos = world.nowNanos();
    }

    /** What this node takes for the time, in nanoseconds. */
    public long nowNanos() {
        long elapsed = world.nowNanos() - sinceNanos;
        // In two parts: the product of the whole would overflow after some hours.
        return baseNanos + elapsed + elapsed / MILLION * driftPpm + elapsed % MILLION * driftPpm / MILLION;
    }

    /**
     * From now on gains so many microseconds per second, or loses them if negative; -500,000 (half speed) to 1,000,000
     * (double speed). A quartz clock is off by less than 100.
     */
    public SimClock drift(long partsPerMillion) {
        Checks.that(
                partsPerMillion >= -MILLION / 2 && partsPerMillion <= MILLION,
                "partsPerMillion: %s (expected: -500000 to 1000000)",
                partsPerMillion);
        rebase(nowNanos());
        driftPpm = partsPerMillion;
        return this;
    }

    /** Leaps ahead, as after a suspended machine or a long pause. Timers already set keep their moment in the world. */
    public void leap(Duration ahead) {
        rebase(nowNanos() + Checks.notNegative(ahead, "ahead"));
        world.trace("clock leaps " + ahead);
    }

    /**
     * As {@link World#schedule}, with the delay by this clock at its present rate: when the action runs, at least that
     * much has passed here, unless the rate was lowered meanwhile.
     */
    public Timer schedule(long delayNanos, String label, Runnable action) {
        return world.schedule(worldNanos(delayNanos), label, action);
    }

    private long worldNanos(long delayNanos) {
        if (driftPpm == 0) {
            return delayNanos;
        }
        long perMillion = MILLION + driftPpm;
        long exactOrLess = delayNanos / perMillion * MILLION + delayNanos % perMillion * MILLION / perMillion;
        return exactOrLess + 2; // both this division and the one in nowNanos round down
    }

    private void rebase(long ownNanos) {
        baseNanos = ownNanos;
        sinceNanos = world.nowNanos();
    }
}
