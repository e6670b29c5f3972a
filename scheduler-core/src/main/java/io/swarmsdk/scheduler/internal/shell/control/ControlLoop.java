package io.swarmsdk.scheduler.internal.shell.control;

import io.swarmsdk.model.store.ChangeSet;
import io.swarmsdk.model.store.Committed;
import io.swarmsdk.model.store.ConflictException;
import io.swarmsdk.model.store.LeadershipListener;
import io.swarmsdk.model.store.StateStore;
import io.swarmsdk.model.store.StoreEvent;
import io.swarmsdk.model.store.StoreException;
import io.swarmsdk.model.store.Watch;
import io.swarmsdk.model.store.WatchFilter;
import io.swarmsdk.model.store.Watcher;
import io.swarmsdk.scheduler.Orchestration;
import io.swarmsdk.scheduler.internal.core.orchestrate.ControlCore;
import io.swarmsdk.scheduler.internal.core.plan.ControlConfig;
import io.swarmsdk.scheduler.internal.core.plan.ControlEffects;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The control thread. Everything that happens is put into its inbox; it alone touches the core.
 *
 * <p>Events wait in a bounded queue: when it is full they are dropped and the core looks at everything instead. Answers
 * to change sets are never dropped; the core bounds how many are on their way.
 */
public final class ControlLoop implements AutoCloseable, ControlEffects, LeadershipListener {
    private static final Logger LOG = LoggerFactory.getLogger(ControlLoop.class);
    private static final int MAX_WAITING_EVENTS = 10_000;
    private static final long CLOSE_MILLIS = 10_000;
    private static final long ERROR_PAUSE_MILLIS = 1_000;

    private final String name;
    private final StateStore store;
    private final ControlCore core;
    private final Duration commitTimeout;
    private final Clock clock;
    private final Thread thread;

    private final ReentrantLock lock = new ReentrantLock(); // guards the fields down to the next blank line
    private final Condition arrived = lock.newCondition();
    private final ArrayDeque<Runnable> inbox = new ArrayDeque<>();
    private final List<StoreEvent> events = new ArrayList<>();
    private boolean eventsLost;
    private boolean closed;

    private @Nullable Watch watch; // control thread only
    private volatile Orchestration.Status status = new Orchestration.Status(false, 0, 0, 0, 0, 0);

    private ControlLoop(
            String name, StateStore store, ControlConfig config, long idSeed, Duration commitTimeout, Clock clock) {
        this.name = name;
        this.store = store;
        this.core = new ControlCore(config, idSeed);
        this.commitTimeout = commitTimeout;
        this.clock = clock;
        this.thread = new Thread(this::run, "swarm-scheduler-" + name + "-control");
        this.thread.setDaemon(true);
    }

    /** Starts the thread; it works once the store says that this manager leads. */
    public static ControlLoop start(
            String name, StateStore store, ControlConfig config, long idSeed, Duration commitTimeout, Clock clock) {
        var loop = new ControlLoop(name, store, config, idSeed, commitTimeout, clock);
        loop.thread.start();
        store.addLeadershipListener(loop);
        return loop;
    }

    /** As of the last turn. */
    public Orchestration.Status status() {
        return status;
    }

    @Override
    public void caughtUp(long term) {
        post(() -> {
            LOG.info("[{}] orchestrates in term {}", name, term);
            core.lead(term);
            watch();
        });
    }

    @Override
    public void lost(long term) {
        post(() -> {
            LOG.info("[{}] no longer orchestrates: leadership of term {} ended", name, term);
            core.stop();
            unwatch();
        });
    }

    @Override
    public void commit(long token, ChangeSet changes) {
        store.commit(changes, commitTimeout)
                .whenComplete((committed, thrown) -> post(() -> answered(token, committed, thrown)));
    }

    @Override
    public void note(String what) {
        LOG.info("[{}] {}", name, what);
    }

    @Override
    public void close() {
        store.removeLeadershipListener(this);
        lock.lock();
        try {
            closed = true;
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
        if (Thread.currentThread() == thread) {
            return;
        }
        boolean interrupted = false;
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void answered(long token, @Nullable Committed committed, @Nullable Throwable thrown) {
        if (committed != null) {
            core.committed(token, committed.revision());
            return;
        }
        var cause = thrown instanceof CompletionException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : thrown;
        LOG.debug("[{}] change set {} failed: {}", name, token, String.valueOf(cause));
        core.failed(token, kind(cause), clock.millis());
    }

    private static ControlCore.Failure kind(@Nullable Throwable cause) {
        if (cause instanceof ConflictException) {
            return ControlCore.Failure.CONFLICT;
        }
        return cause instanceof StoreException store && store.outcome() == StoreException.Outcome.NOT_APPLIED
                ? ControlCore.Failure.NOT_APPLIED
                : ControlCore.Failure.UNKNOWN;
    }

    private void watch() {
        unwatch();
        watch = store.watch(store.view().revision(), WatchFilter.all(), new Events());
        core.resync(); // the view of the next turn is not older than the watch
    }

    private void unwatch() {
        if (watch != null) {
            watch.close();
            watch = null;
        }
    }

    private void post(Runnable input) {
        lock.lock();
        try {
            inbox.add(input);
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        var inputs = new ArrayList<Runnable>();
        while (await(inputs)) {
            try {
                inputs.forEach(Runnable::run);
                core.turn(store.view(), clock.millis(), this);
            } catch (RuntimeException bug) {
                LOG.error("[{}] orchestration failed; it starts anew", name, bug);
                restart();
            }
            inputs.clear();
            publish();
        }
        core.stop();
        unwatch();
        publish();
    }

    /** An invariant was broken: nothing in memory can be trusted. */
    private void restart() {
        boolean leading = core.leading();
        core.stop();
        pause();
        if (leading) {
            core.lead(core.term());
        }
    }

    private void pause() {
        lock.lock();
        try {
            if (!closed) {
                var ignored = arrived.awaitNanos(TimeUnit.MILLISECONDS.toNanos(ERROR_PAUSE_MILLIS));
            }
        } catch (InterruptedException e) {
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for something to happen or to fall due. False when the loop is to end. */
    private boolean await(List<Runnable> inputs) {
        lock.lock();
        try {
            while (!closed && inbox.isEmpty() && events.isEmpty() && !eventsLost) {
                var deadline = core.nextDeadlineMillis();
                if (deadline.isEmpty()) {
                    arrived.await();
                    continue;
                }
                long millis = deadline.getAsLong() - clock.millis();
                if (millis <= 0) {
                    return true;
                }
                var ignored = arrived.awaitNanos(TimeUnit.MILLISECONDS.toNanos(millis));
            }
            inputs.addAll(inbox);
            inbox.clear();
            if (eventsLost) {
                inputs.add(this::watchAnew);
            } else if (!events.isEmpty()) {
                var batch = List.copyOf(events);
                inputs.add(() -> core.changed(batch));
            }
            events.clear();
            eventsLost = false;
            return !closed;
        } catch (InterruptedException e) {
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void watchAnew() {
        if (core.leading()) {
            LOG.info("[{}] fell behind the store's events and looks at everything", name);
            watch();
        }
    }

    private void publish() {
        status = new Orchestration.Status(
                core.leading(),
                core.term(),
                core.changeSets(),
                core.conflicts(),
                core.tasksWithoutNode(),
                core.tasksWithoutAddress());
    }

    /** Runs on the store's callback executor. */
    private final class Events implements Watcher {
        @Override
        public void onEvents(List<StoreEvent> batch) {
            lock.lock();
            try {
                if (events.size() + batch.size() > MAX_WAITING_EVENTS) {
                    events.clear();
                    eventsLost = true;
                } else if (!eventsLost) {
                    events.addAll(batch);
                }
                arrived.signal();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void onResyncNeeded() {
            lock.lock();
            try {
                eventsLost = true;
                arrived.signal();
            } finally {
                lock.unlock();
            }
        }
    }
}
