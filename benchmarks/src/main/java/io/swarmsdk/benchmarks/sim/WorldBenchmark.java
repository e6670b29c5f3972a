package io.swarmsdk.benchmarks.sim;

import io.swarmsdk.sim.SimNetwork;
import io.swarmsdk.sim.World;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Steps per second of a chatty world: every node sends a message to a random other one each 10 ms, over a network with
 * delay and loss. A step is a timer or an arrival, with its trace line and one cheap invariant after it; the nodes do
 * nothing else.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class WorldBenchmark {
    private static final long PERIOD_NANOS = 10_000_000;

    @Param({"10", "1000"})
    int nodes;

    private World world = World.seeded(1);
    private long heard;

    /** A new world for each iteration, so that none inherits the garbage of the one before. */
    @Setup(Level.Iteration)
    public void populate() {
        world = World.seeded(1);
        heard = 0;
        SimNetwork<String> network = new SimNetwork<String>(world)
                .delay(Duration.ofMillis(1), Duration.ofMillis(5))
                .loss(0.01)
                .describe(message -> message);
        world.alwaysTrue("nobody hears more than was sent", () -> heard <= network.sent() ? Optional.empty() : bad());
        for (int i = 0; i < nodes; i++) {
            String name = "n" + i;
            network.attach(name, (from, message) -> heard++);
            speak(name, network);
        }
    }

    private void speak(String name, SimNetwork<String> network) {
        world.schedule(PERIOD_NANOS, name, () -> {
            network.send(name, "n" + world.random().nextInt(nodes), "hello");
            speak(name, network);
        });
    }

    private static Optional<String> bad() {
        return Optional.of("heard too much");
    }

    /** One event. */
    @Benchmark
    public boolean step() {
        return world.step();
    }
}
