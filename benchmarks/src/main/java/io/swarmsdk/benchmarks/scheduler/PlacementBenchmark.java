package io.swarmsdk.benchmarks.scheduler;

import io.swarmsdk.model.Task;
import io.swarmsdk.model.TaskState;
import io.swarmsdk.model.internal.core.StoreCore;
import io.swarmsdk.model.internal.core.StoreState;
import io.swarmsdk.model.store.ChangeSet;
import io.swarmsdk.scheduler.internal.core.orchestrate.ControlCore;
import io.swarmsdk.scheduler.internal.core.plan.ControlConfig;
import io.swarmsdk.scheduler.internal.core.plan.ControlEffects;
import java.util.ArrayDeque;
import java.util.List;
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
 * From a service without tasks to all of them on their nodes: a leader's control loops look at everything, make the tasks,
 * place them by constraint, reservation, spread and load, and write all that in change sets, which a store in memory
 * applies and tells of. No log, no threads; time is virtual.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class PlacementBenchmark {
    private static final int MAX_TURNS = 10_000;

    @Param({"1000"})
    int tasks;

    @Param({"100", "1000"})
    int nodes;

    private StoreState before = StoreState.empty();

    /** Makes the nodes and the service. */
    @Setup
    public void populate() {
        before = Fleet.waitingFor(tasks, nodes);
    }

    /** All tasks of the service, placed; answers on how many change sets. */
    @Benchmark
    public long placeAll() {
        var store = new StoreCore();
        store.restore(before, before.revision(), 1);
        var core = new ControlCore(ControlConfig.DEFAULT, 7);
        var proposals = new Proposals();
        core.lead(1);
        long now = Fleet.AT.toEpochMilli();
        for (int turn = 0; turn < MAX_TURNS; turn++) {
            core.turn(store.state(), now, proposals);
            if (proposals.waiting.isEmpty() && core.nextDeadlineMillis().isEmpty()) {
                check(store.state());
                return core.changeSets();
            }
            proposals.settle(store, core);
            now = Math.max(now, core.nextDeadlineMillis().orElse(now));
        }
        throw new IllegalStateException("not done after " + MAX_TURNS + " turns");
    }

    private void check(StoreState after) {
        long placed = after.tasks().stream().filter(PlacementBenchmark::hasNode).count();
        if (placed != tasks) {
            throw new IllegalStateException(placed + " tasks placed (expected: " + tasks + ")");
        }
    }

    private static boolean hasNode(Task task) {
        return task.status().state() == TaskState.ASSIGNED && task.nodeId().isPresent();
    }

    /** The change sets of one turn on their way. */
    private static final class Proposals implements ControlEffects {
        private record Proposal(long token, ChangeSet changes) {}

        private final ArrayDeque<Proposal> waiting = new ArrayDeque<>();

        @Override
        public void commit(long token, ChangeSet changes) {
            waiting.add(new Proposal(token, changes));
        }

        @Override
        public void note(String what) {
            throw new IllegalStateException(what);
        }

        void settle(StoreCore store, ControlCore core) {
            for (Proposal next = waiting.poll(); next != null; next = waiting.poll()) {
                var outcome = store.apply(store.lastIndex() + 1, 1, next.changes);
                if (outcome.conflict().isPresent()) {
                    throw new IllegalStateException("rejected: " + outcome.conflict());
                }
                core.committed(next.token, outcome.revision());
                core.changed(List.copyOf(outcome.events()));
            }
        }
    }
}
