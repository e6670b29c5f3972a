package io.swarmsdk.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SimClockTest {
    private final World world = World.seeded(3, 1_000);
    private final SimClock clock = new SimClock(world);

    @Test
    void runsWithTheWorldUntilToldOtherwise() {
        world.runFor(Duration.ofSeconds(10));

        assertThat(clock.nowNanos()).isEqualTo(world.nowNanos());
    }

    @Test
    void gainsAndLosesWhatItWasTold() {
        clock.drift(200);
        world.runFor(Duration.ofDays(30));
        long gained = Duration.ofDays(30).toMillis() * 200; // 200 ns per ms
        assertThat(clock.nowNanos() - world.nowNanos()).isEqualTo(gained);

        clock.drift(-500_000);
        world.runFor(Duration.ofSeconds(2));
        assertThat(clock.nowNanos() - world.nowNanos()).isEqualTo(gained - 1_000_000_000L);
    }

    @Test
    void leapsAheadButNeverBack() {
        clock.leap(Duration.ofSeconds(5));

        assertThat(clock.nowNanos() - world.nowNanos()).isEqualTo(5_000_000_000L);
        assertThatThrownBy(() -> clock.leap(Duration.ofSeconds(-1))).hasMessage("ahead: PT-1S (expected: >= 0)");
    }

    @Test
    void aTimerNeverRunsEarlyByItsOwnClockAndHardlyLate() {
        var random = new SimRandom(8);
        for (int i = 0; i < 2_000; i++) {
            clock.drift(random.nextLong(-500_000, 1_000_001));
            long delay = random.nextLong(0, 5_000_000_000L);
            long due = clock.nowNanos() + delay;
            clock.schedule(delay, "tick", () -> {});

            world.step();

            assertThat(clock.nowNanos() - due).as("round %d", i).isBetween(0L, 4L);
        }
    }
}
