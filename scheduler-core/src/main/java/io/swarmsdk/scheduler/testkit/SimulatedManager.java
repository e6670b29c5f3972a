package io.swarmsdk.scheduler.testkit;

import io.swarmsdk.model.store.ChangeSet;
import io.swarmsdk.model.store.ConflictException;
import io.swarmsdk.model.store.LeadershipListener;
import io.swarmsdk.model.store.StateStore;
import io.swarmsdk.model.store.StoreEvent;
import io.swarmsdk.model.store.StoreException;
import io.swarmsdk.model.store.Watch;
import io.swarmsdk.model.store.WatchFilter;
import io.swarmsdk.model.store.Watcher;
import io.swarmsdk.scheduler.internal.core.orchestrate.ControlCore;
import io.swarmsdk.scheduler.internal.core.plan.ControlEffects;
import io.swarmsdk.sim.Timer;
import io.swarmsdk.sim.World;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Drives an orchestration core from the world's events, as the control thread does from its inbox. */
final class SimulatedManager implements ControlEffects, LeadershipListener, Watcher {
    private static final Duration COMMIT_TIMEOUT = Duration.ofSeconds(10);
    private static final long MAX_LAG_NANOS = Duration.ofMillis(3).toNanos();

    private final World world;
    private final StateStore store;
    private final ControlCore core;
    private final LongSupplier clockMillis;
    private @Nullable Watch watch;
    private @Nullable Timer nextTurn;
    private long nextTurnNanos;

    SimulatedManager(World world, StateStore store, ControlCore core, LongSupplier clockMillis) {
        this.world = world;
        this.store = store;
        this.core = core;
        this.clockMillis = clockMillis;
        store.addLeadershipListener(this);
    }

    ControlCore core() {
        return core;
    }

    @Override
    public void caughtUp(long term) {
        core.lead(term);
        onResyncNeeded();
    }

    @Override
    public void lost(long term) {
        core.stop();
    }

    @Override
    public void onEvents(List<StoreEvent> events) {
        core.changed(events);
        turnSoon();
    }

    @Override
    public void onResyncNeeded() {
        if (watch != null) {
            watch.close();
        }
        watch = store.watch(store.view().revision(), WatchFilter.all(), this);
        core.resync();
        turnSoon();
    }

    @Override
    public void commit(long token, ChangeSet changes) {
        world.trace("propose " + token + ": " + changes.changes().size());
        var ignored = store.commit(changes, COMMIT_TIMEOUT).whenComplete((committed, thrown) -> {
            if (committed != null) {
                core.committed(token, committed.revision());
            } else {
                core.failed(token, kind(thrown), clockMillis.getAsLong());
            }
            turnSoon();
        });
    }

    private static ControlCore.Failure kind(Throwable thrown) {
        if (thrown instanceof ConflictException) {
            return ControlCore.Failure.CONFLICT;
        }
        return thrown instanceof StoreException store && store.outcome() == StoreException.Outcome.NOT_APPLIED
                ? ControlCore.Failure.NOT_APPLIED
                : ControlCore.Failure.UNKNOWN;
    }

    @Override
    public void note(String what) {
        world.trace(what);
    }

    private void turnSoon() {
        turnAt(world.nowNanos() + world.random().nextLong(0, MAX_LAG_NANOS));
    }

    private void turnAt(long nanos) {
        if (nextTurn != null && nextTurnNanos - nanos <= 0) {
            return;
        }
        if (nextTurn != null) {
            nextTurn.cancel();
        }
        nextTurnNanos = nanos;
        nextTurn = world.schedule(nanos - world.nowNanos(), "turn", this::turn);
    }

    private void turn() {
        nextTurn = null;
        core.turn(store.view(), clockMillis.getAsLong(), this);
        core.nextDeadlineMillis().ifPresent(deadline -> {
            long waitMillis = Math.max(1, deadline - clockMillis.getAsLong());
            turnAt(world.nowNanos() + Duration.ofMillis(waitMillis).toNanos());
        });
    }
}
