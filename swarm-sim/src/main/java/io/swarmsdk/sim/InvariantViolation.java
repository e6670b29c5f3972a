package io.swarmsdk.sim;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that must always hold did not hold after a step, or an event threw. The message has all that is needed to
 * see it again: the invariant, the detail, seed, step, virtual time and the last lines of the trace.
 */
public final class InvariantViolation extends AssertionError {
    private static final long serialVersionUID = 1L;

    private final String invariant;
    private final String detail;
    private final long seed;
    private final long step;
    private final long nowNanos;

    InvariantViolation(String invariant, String detail, World world, @Nullable Throwable cause) {
        super(report(invariant, detail, world), cause);
        this.invariant = invariant;
        this.detail = detail;
        this.seed = world.seed();
        this.step = world.steps();
        this.nowNanos = world.nowNanos();
    }

    /** The name under which the invariant was given to {@link World#alwaysTrue}. */
    public String invariant() {
        return invariant;
    }

    /** What the check said. */
    public String detail() {
        return detail;
    }

    /** The seed that shows it again. */
    public long seed() {
        return seed;
    }

    /** The number of the step after which the check failed, counted from 1. */
    public long step() {
        return step;
    }

    /** Virtual time of that step in nanoseconds. */
    public long nowNanos() {
        return nowNanos;
    }

    private static String report(String invariant, String detail, World world) {
        var text = new StringBuilder(512);
        text.append("invariant \"").append(invariant).append("\" violated: ").append(detail);
        text.append("\n  seed ").append(world.seed());
        text.append(", step ").append(world.steps());
        text.append(", virtual time ").append(world.nowNanos()).append(" ns");
        List<String> recent = world.recentTrace();
        text.append("\n  last ").append(recent.size()).append(" trace lines:");
        recent.forEach(line -> text.append("\n    ").append(line));
        return text.append("\n  replay with seed ").append(world.seed()).toString();
    }
}
