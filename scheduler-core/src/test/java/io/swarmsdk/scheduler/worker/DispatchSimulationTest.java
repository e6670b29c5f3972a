package io.swarmsdk.scheduler.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DispatchSimulationTest {
    /** More with {@code -Dswarm.seeds=1000}. */
    static LongStream seeds() {
        return LongStream.rangeClosed(1, Long.getLong("swarm.seeds", 15));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void noEndOfATaskIsLostAndNothingRunsUntoldWhateverBreaks(long seed) {
        var sim = new DispatchSimulation(seed, 3);
        sim.run(Duration.ofMinutes(2), Duration.ofMinutes(2));

        assertThat(sim.unsettled()).as("seed %d", seed).isEmpty();
        assertThat(sim.created).isGreaterThan(100);
    }

    @Test
    void theSameSeedGivesTheSameRun() {
        var first = new DispatchSimulation(4, 3);
        first.run(Duration.ofSeconds(30), Duration.ofSeconds(10));
        var second = new DispatchSimulation(4, 3);
        second.run(Duration.ofSeconds(30), Duration.ofSeconds(10));

        assertThat(second.world.steps()).isEqualTo(first.world.steps());
        assertThat(second.world.traceHash()).isEqualTo(first.world.traceHash());
        assertThat(List.copyOf(second.store.view().tasks()))
                .isEqualTo(List.copyOf(first.store.view().tasks()));
    }
}
