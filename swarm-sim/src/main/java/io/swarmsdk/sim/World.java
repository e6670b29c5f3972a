package io.swarmsdk.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A virtual clock, a queue of events and the invariants that must hold after each of them.
 *
 * <p>Time stands still while an event runs and jumps to the next event when it ends, so an hour of a quiet cluster costs
 * nothing. Events due at the same instant run in the order in which they were scheduled. An event that throws ends the
 * run with an {@link InvariantViolation} that carries the seed, as a failed invariant does.
 *
 * <p>Single-threaded: belongs to the thread that drives it. Events may schedule and cancel, but not drive.
 */
public final class World {
    /** So many events at one instant mean that a zero-delay loop keeps time from moving. */
    private static final int MAX_STEPS_PER_INSTANT = 10_000_000;

    // By subtraction: all due times lie within [now, now + Long.MAX_VALUE], also when the clock wraps.
    private static final Comparator<Event> BY_TIME_THEN_AGE = (a, b) ->
            a.dueNanos != b.dueNanos ? Long.signum(a.dueNanos - b.dueNanos) : Long.compare(a.number, b.number);

    private final long seed;
    private final SimRandom random;
    private final Trace trace = new Trace();
    private final TreeSet<Event> queue = new TreeSet<>(BY_TIME_THEN_AGE);
    private final List<Invariant> invariants = new ArrayList<>();
    private long nowNanos;
    private long scheduled;
    private long steps;
    private int stepsThisInstant;
    private int maxStepsPerInstant = MAX_STEPS_PER_INSTANT;
    private boolean stepping;

    private World(long seed, long startNanos) {
        this.seed = seed;
        this.random = new SimRandom(seed);
        this.nowNanos = startNanos;
    }

    /** A world at time 0 with nothing in it; all its chance comes from {@code seed}. */
    public static World seeded(long seed) {
        return new World(seed, 0);
    }

    /**
     * As {@link #seeded(long)}, with the clock at {@code startNanos}. A start shortly before {@link Long#MAX_VALUE} shows
     * whether a core compares times by subtraction: the clock wraps and the world goes on.
     */
    public static World seeded(long seed, long startNanos) {
        return new World(seed, startNanos);
    }

    /** The seed this world was made with. */
    public long seed() {
        return seed;
    }

    /** Virtual time in nanoseconds. Only differences mean something. */
    public long nowNanos() {
        return nowNanos;
    }

    /** The generator that all parts share. A part with its own appetite for chance should {@link SimRandom#fork} it. */
    public SimRandom random() {
        return random;
    }

    /** Events run so far. */
    public long steps() {
        return steps;
    }

    /**
     * Runs {@code action} once, {@code delayNanos} (0 or more) from now. The label goes into the trace and its hash when
     * the event runs, so it must not contain anything that changes between runs, such as an identity hash.
     */
    public Timer schedule(long delayNanos, String label, Runnable action) {
        Checks.that(delayNanos >= 0, "delayNanos: %s (expected: >= 0)", delayNanos);
        var event = new Event(nowNanos + delayNanos, scheduled++, label, action);
        queue.add(event);
        return () -> queue.remove(event);
    }

    /**
     * Adds a check that runs after every step, in the order given: it answers empty, or what is wrong. Keep it
     * incremental, it runs a million times.
     */
    public World alwaysTrue(String name, Supplier<Optional<String>> check) {
        invariants.add(new Invariant(name, check));
        return this;
    }

    /**
     * Runs the next event, then all invariants. False when the queue is empty.
     *
     * @throws InvariantViolation if a check objects, a check or the event throws, or time stands still
     */
    public boolean step() {
        Event event = queue.pollFirst();
        if (event == null) {
            return false;
        }
        if (stepping) {
            queue.add(event);
            throw new IllegalStateException("an event must not drive the world it runs in: " + event.label);
        }
        stepping = true;
        try {
            run(event);
            invariants.forEach(this::verify);
        } finally {
            stepping = false;
        }
        return true;
    }

    /** Runs everything that falls due within {@code duration} (its end included), then sets the clock to that end. */
    public void runFor(Duration duration) {
        runUntil(() -> false, duration);
    }

    /**
     * Runs until {@code condition} holds, asked first now and then after every step.
     *
     * @return whether it held; false means that {@code limit} of virtual time went by without, and the clock is there
     */
    public boolean runUntil(BooleanSupplier condition, Duration limit) {
        long endNanos = nowNanos + Checks.notNegative(limit, "limit");
        while (!condition.getAsBoolean()) {
            if (queue.isEmpty() || queue.first().dueNanos - endNanos > 0) {
                advanceTo(endNanos);
                return false;
            }
            step();
        }
        return true;
    }

    /** Notes something worth seeing in a report. It counts in {@link #traceHash}: write only what every run repeats. */
    public void trace(String line) {
        trace.add(steps, nowNanos, line);
    }

    /** A hash over the labels and times of all events and over all traced lines, so far. */
    public long traceHash() {
        return trace.hash();
    }

    /** The last lines, oldest first, each with step and virtual time; bounded. */
    public List<String> recentTrace() {
        return trace.recent();
    }

    /** For the test of the bound: ten million events take seconds. */
    void maxStepsPerInstant(int limit) {
        maxStepsPerInstant = limit;
    }

    private void run(Event event) {
        advanceTo(event.dueNanos);
        steps++;
        stepsThisInstant++;
        trace(event.label);
        if (stepsThisInstant > maxStepsPerInstant) {
            throw violated(
                    "time advances", stepsThisInstant + " events at one instant, the last: " + event.label, null);
        }
        try {
            event.action.run();
        } catch (InvariantViolation already) {
            throw already;
        } catch (RuntimeException | AssertionError | StackOverflowError thrown) {
            throw violated("no event throws", event.label + ": " + thrown, thrown);
        }
    }

    private void verify(Invariant invariant) {
        Optional<String> objection;
        try {
            objection = invariant.check.get();
        } catch (RuntimeException | AssertionError | StackOverflowError thrown) {
            throw violated(invariant.name, "the check threw " + thrown, thrown);
        }
        objection.ifPresent(detail -> {
            throw violated(invariant.name, detail, null);
        });
    }

    private InvariantViolation violated(String name, String detail, @Nullable Throwable cause) {
        return new InvariantViolation(name, detail, this, cause);
    }

    private void advanceTo(long timeNanos) {
        if (timeNanos != nowNanos) {
            nowNanos = timeNanos;
            stepsThisInstant = 0;
        }
    }

    private record Invariant(String name, Supplier<Optional<String>> check) {}

    private record Event(long dueNanos, long number, String label, Runnable action) {}
}
