package io.swarmsdk.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WorldTest {
    private final World world = World.seeded(42);
    private final List<String> seen = new ArrayList<>();

    @Test
    void runsEventsByTimeAndThoseOfOneInstantInTheOrderOfScheduling() {
        world.schedule(20, "late", () -> seen.add("late"));
        world.schedule(10, "first", () -> seen.add("first"));
        world.schedule(10, "second", () -> seen.add("second"));

        world.runFor(Duration.ofNanos(20));

        assertThat(seen).containsExactly("first", "second", "late");
        assertThat(world.steps()).isEqualTo(3);
    }

    @Test
    void timeJumpsToTheEventAndEndsWhereItWasToldTo() {
        world.schedule(Duration.ofHours(5).toNanos(), "event", () -> seen.add("at " + world.nowNanos()));

        world.runFor(Duration.ofHours(6));

        assertThat(seen).containsExactly("at " + Duration.ofHours(5).toNanos());
        assertThat(world.nowNanos()).isEqualTo(Duration.ofHours(6).toNanos());
        assertThat(world.step()).as("anything left").isFalse();
    }

    @Test
    void leavesLaterEventsForLater() {
        world.schedule(11, "later", () -> seen.add("later"));

        world.runFor(Duration.ofNanos(10));
        assertThat(seen).isEmpty();

        world.runFor(Duration.ofNanos(1));
        assertThat(seen).containsExactly("later");
    }

    @Test
    void aCancelledTimerNeverRunsAndIsNoStep() {
        Timer doomed = world.schedule(10, "doomed", () -> seen.add("doomed"));
        world.schedule(5, "axe", doomed::cancel);

        world.runFor(Duration.ofSeconds(1));
        doomed.cancel();

        assertThat(seen).isEmpty();
        assertThat(world.steps()).isEqualTo(1);
    }

    @Test
    void ordersTimesAcrossTheWrapOfTheClock() {
        var late = World.seeded(1, Long.MAX_VALUE - 5);
        late.schedule(10, "after the wrap", () -> seen.add("after"));
        late.schedule(1, "before the wrap", () -> seen.add("before"));

        late.runFor(Duration.ofNanos(20));

        assertThat(seen).containsExactly("before", "after");
        assertThat(late.nowNanos()).isNegative();
    }

    @Test
    void runUntilStopsAtTheStepThatMakesItTrue() {
        for (int i = 1; i <= 5; i++) {
            world.schedule(i, "event " + i, () -> seen.add("x"));
        }

        assertThat(world.runUntil(() -> seen.size() == 3, Duration.ofSeconds(1)))
                .isTrue();
        assertThat(world.nowNanos()).isEqualTo(3);
        assertThat(world.runUntil(() -> seen.size() == 9, Duration.ofSeconds(1)))
                .isFalse();
        assertThat(world.nowNanos()).isEqualTo(1_000_000_003L);
    }

    @Test
    void checksInvariantsAfterEveryStepAndStopsAtTheFirstThatFails() {
        world.alwaysTrue("counted", () -> {
            seen.add("checked " + world.steps());
            return world.steps() == 3 ? Optional.of("three is one too many") : Optional.empty();
        });
        for (int i = 0; i < 5; i++) {
            world.schedule(i, "event " + i, () -> {});
        }

        var violation = catchThrowableOfType(InvariantViolation.class, () -> world.runFor(Duration.ofSeconds(1)));

        assertThat(seen).containsExactly("checked 1", "checked 2", "checked 3");
        assertThat(violation.invariant()).isEqualTo("counted");
        assertThat(violation.step()).isEqualTo(3);
        assertThat(violation.seed()).isEqualTo(42);
        assertThat(violation.nowNanos()).isEqualTo(2);
        assertThat(violation)
                .hasMessageContaining("invariant \"counted\" violated: three is one too many")
                .hasMessageContaining("seed 42, step 3, virtual time 2 ns")
                .hasMessageContaining("#3 @2 event 2")
                .hasMessageEndingWith("replay with seed 42");
    }

    @Test
    void anEventThatThrowsIsReportedWithItsSeed() {
        world.schedule(1, "clumsy", () -> {
            throw new IllegalStateException("oops");
        });

        assertThatThrownBy(world::step)
                .isInstanceOf(InvariantViolation.class)
                .hasMessageContaining("clumsy: java.lang.IllegalStateException: oops")
                .hasMessageContaining("seed 42")
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void aCheckThatThrowsIsAViolationToo() {
        world.alwaysTrue("sound", () -> {
            throw new AssertionError("expected 1 but was 2");
        });
        world.schedule(1, "event", () -> {});

        assertThatThrownBy(world::step)
                .isInstanceOf(InvariantViolation.class)
                .hasMessageContaining("\"sound\" violated: the check threw")
                .hasMessageContaining("expected 1 but was 2");
    }

    @Test
    void anEventMustNotDriveTheWorld() {
        world.schedule(1, "greedy", () -> world.runFor(Duration.ofSeconds(1)));
        world.schedule(2, "next", () -> {});

        assertThatThrownBy(world::step).hasRootCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void aLoopWithoutDelayIsCaught() {
        world.maxStepsPerInstant(1000);
        var spinning = new Runnable() {
            @Override
            public void run() {
                world.schedule(0, "spin", this);
            }
        };
        spinning.run();

        assertThatThrownBy(() -> world.runFor(Duration.ofSeconds(1)))
                .isInstanceOf(InvariantViolation.class)
                .hasMessageContaining("time advances");
    }

    @Test
    void keepsTheLastLinesOnlyButHashesAll() {
        for (int i = 0; i < 1000; i++) {
            world.trace("line " + i);
        }
        assertThat(world.recentTrace()).hasSize(Trace.KEPT).last().isEqualTo("#0 @0 line 999");

        var other = World.seeded(42);
        other.trace("LINE 0");
        for (int i = 1; i < 1000; i++) {
            other.trace("line " + i);
        }
        assertThat(other.recentTrace()).isEqualTo(world.recentTrace());
        assertThat(other.traceHash()).isNotEqualTo(world.traceHash());
    }

    @Test
    void refusesThePast() {
        assertThatThrownBy(() -> world.schedule(-1, "yesterday", () -> {}))
                .hasMessage("delayNanos: -1 (expected: >= 0)");
    }
}
