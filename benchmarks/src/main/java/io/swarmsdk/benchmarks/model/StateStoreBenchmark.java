package io.swarmsdk.benchmarks.model;

import io.swarmsdk.model.spi.ReplicatedLog;
import io.swarmsdk.model.store.Committed;
import io.swarmsdk.model.store.StateStore;
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
import org.openjdk.jmh.annotations.TearDown;

/**
 * The store as a caller sees it, on a log in memory: encoding, the way to the log's thread and back, apply, the future on
 * the callback thread. One commit in flight, so this is mostly the price of changing threads three times.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class StateStoreBenchmark {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    @Param({"1000", "100000"})
    int tasks;

    private final StateStore store =
            StateStore.builder().log(ReplicatedLog.local()).build();
    private int turn;

    /** Fills the store. */
    @Setup
    public void populate() {
        Tasks.creating(tasks).forEach(set -> store.commit(set, DEADLINE).join());
    }

    /** Ends the store's threads. */
    @TearDown
    public void close() {
        store.close();
    }

    /** One task's status. */
    @Benchmark
    public Committed commitOneStatus() {
        turn = (turn + 7919) % tasks;
        var task = store.view().task(Tasks.id(turn)).orElseThrow();
        return store.commit(Tasks.reporting(task, "still running"), DEADLINE).join();
    }
}
