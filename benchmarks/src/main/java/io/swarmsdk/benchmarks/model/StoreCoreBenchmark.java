package io.swarmsdk.benchmarks.model;

import io.swarmsdk.model.internal.codec.ModelCodec;
import io.swarmsdk.model.internal.codec.StoreSnapshot;
import io.swarmsdk.model.internal.core.StoreCore;
import io.swarmsdk.model.store.ChangeSet;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The store as a state machine: one thread, no log, no watchers. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class StoreCoreBenchmark {
    @Param({"1000", "100000"})
    int tasks;

    private final StoreCore core = new StoreCore();
    private int turn;

    /** Fills the store. */
    @Setup
    public void populate() {
        Tasks.creating(tasks).forEach(this::apply);
    }

    /** One task's status: reads the task, builds the change set, applies it, indexes and events included. */
    @Benchmark
    public StoreCore.Outcome applyOneStatus() {
        return apply(nextReport());
    }

    /** The same as a replica does it: from the bytes of the log entry. Includes encoding them. */
    @Benchmark
    public StoreCore.Outcome encodeDecodeAndApplyOneStatus() {
        return apply(ModelCodec.decodeChangeSet(ModelCodec.encode(nextReport())));
    }

    /** The whole state to bytes. */
    @Benchmark
    public byte[] encodeSnapshot() {
        return ModelCodec.encode(new StoreSnapshot(core.state(), core.lastIndex(), core.lastTerm()));
    }

    private ChangeSet nextReport() {
        turn = (turn + 7919) % tasks;
        return Tasks.reporting(core.state().task(Tasks.id(turn)).orElseThrow(), "still running");
    }

    private StoreCore.Outcome apply(ChangeSet changes) {
        var outcome = core.apply(core.lastIndex() + 1, 1, changes);
        if (outcome.conflict().isPresent()) {
            throw new IllegalStateException("rejected: " + outcome.conflict());
        }
        return outcome;
    }
}
