package io.swarmsdk.benchmarks.raft;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What the rules of Raft cost a leader of three per command, without codec, disk, network and threads: propose, append,
 * send to two followers, durable, two acknowledgements, commit, apply.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RaftCoreBenchmark {
    private static final int BATCH = 64;

    private final InMemoryLeader leader = new InMemoryLeader();
    private final byte[] command = new byte[256];

    /** Each command in a turn of its own. */
    @Benchmark
    public long commitOne() {
        leader.propose(command);
        return settled(1);
    }

    /** Sixty-four commands per turn; the time is per command. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long commitInBatches() {
        for (int i = 0; i < BATCH; i++) {
            leader.propose(command);
        }
        return settled(BATCH);
    }

    private long settled(int commands) {
        long before = leader.appliedIndex();
        leader.settle();
        if (leader.appliedIndex() != before + commands) {
            throw new IllegalStateException(
                    "applied " + leader.appliedIndex() + " (expected: " + (before + commands) + ")");
        }
        return leader.appendsSent();
    }
}
