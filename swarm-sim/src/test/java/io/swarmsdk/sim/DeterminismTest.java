package io.swarmsdk.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A chatty world of gossiping nodes with disks, under every fault there is. */
class DeterminismTest {

    @Test
    void oneSeedGivesOneTrace() {
        for (long seed = 0; seed < 5; seed++) {
            assertThat(traceOf(seed)).as("seed %d", seed).isEqualTo(traceOf(seed));
        }
    }

    @Test
    void differentSeedsGiveDifferentTraces() {
        assertThat(LongStream.range(0, 20)
                        .map(DeterminismTest::traceOf)
                        .distinct()
                        .count())
                .isEqualTo(20);
    }

    @Test
    void theTraceOfASeedIsTheSameOnEveryMachine() {
        assertThat(traceOf(42)).isEqualTo(-217271366540990660L);
    }

    private static long traceOf(long seed) {
        var world = World.seeded(seed);
        var network = new SimNetwork<Integer>(world)
                .delay(Duration.ofMillis(1), Duration.ofMillis(40))
                .loss(0.1)
                .duplicate(0.1)
                .describe(hops -> "hop " + hops);
        List<SimDisk> disks = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            disks.add(new SimDisk(world, "n" + i));
            attach(world, network, disks.get(i), "n" + i);
        }
        for (int i = 0; i < 5; i++) {
            network.send("n" + i, "n0", 0);
        }
        world.schedule(500_000_000, "split", () -> network.partition(List.of("n0", "n1")));
        world.schedule(700_000_000, "crash", () -> disks.get(3).crash());
        world.schedule(900_000_000, "heal", network::heal);
        for (int i = 0; i < 30; i++) {
            world.schedule(i * 50_000_000L, "stir", () -> network.send("n1", "n2", 0));
        }
        world.runFor(Duration.ofSeconds(3));
        assertThat(network.delivered()).isGreaterThan(200);
        return world.traceHash();
    }

    private static void attach(World world, SimNetwork<Integer> network, SimDisk disk, String name) {
        network.attach(name, (from, hops) -> {
            disk.append("log", (from + hops).getBytes(StandardCharsets.UTF_8));
            disk.sync("log", () -> world.trace(name + " has " + disk.durableSize("log")), world::trace);
            if (hops < 20) {
                network.send(name, "n" + world.random().nextInt(5), hops + 1);
            }
        });
    }
}
