package io.swarmsdk.benchmarks.gossip;

import io.swarmsdk.gossip.GossipProfile;
import io.swarmsdk.gossip.testkit.GossipSimulation;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One virtual second of a converged cluster on the LAN profile: every member probes another and answers, now and then
 * compares its whole state. One table write per second keeps rumours going. Includes codec, simulated network and the
 * simulation's checks; all members run on one thread.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ClusterBenchmark {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Param({"100"})
    int members;

    private GossipSimulation cluster = GossipSimulation.seeded(1, GossipProfile.LAN);
    private byte count;

    /** Lets all members find each other. */
    @Setup
    public void converge() {
        cluster = GossipSimulation.seeded(1, GossipProfile.LAN)
                .startMany(members)
                .converge(Duration.ofMinutes(2))
                .forbidFalseFailures();
    }

    /** One round of everything. */
    @Benchmark
    public long secondOfCluster() {
        long before = cluster.network().delivered();
        cluster.put("n" + Math.floorMod(count, members), "load", "key", new byte[] {count++})
                .runFor(SECOND);
        long delivered = cluster.network().delivered() - before;
        if (delivered < members) {
            throw new IllegalStateException(delivered + " packets (expected: at least " + members + ")");
        }
        return delivered;
    }
}
