package io.swarmsdk.scheduler.internal.shell.dispatch;

import io.swarmsdk.model.NodeStatus;
import io.swarmsdk.model.ObjectKind;
import io.swarmsdk.model.store.ChangeSet;
import io.swarmsdk.model.store.ConflictException;
import io.swarmsdk.model.store.LeadershipListener;
import io.swarmsdk.model.store.StateStore;
import io.swarmsdk.model.store.StoreEvent;
import io.swarmsdk.model.store.StoreView;
import io.swarmsdk.model.store.Watch;
import io.swarmsdk.model.store.WatchFilter;
import io.swarmsdk.model.store.Watcher;
import io.swarmsdk.scheduler.AgentMessage;
import io.swarmsdk.scheduler.DispatcherMessage;
import io.swarmsdk.scheduler.SessionHandle;
import io.swarmsdk.scheduler.SessionOutput;
import io.swarmsdk.scheduler.internal.core.SplitMix64;
import io.swarmsdk.scheduler.internal.core.dispatch.DispatcherConfig;
import io.swarmsdk.scheduler.internal.core.dispatch.DispatcherCore;
import io.swarmsdk.scheduler.internal.core.dispatch.DispatcherEffects;
import io.swarmsdk.scheduler.internal.shell.TurnLoop;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Feeds a {@link DispatcherCore} from streams, the store and the clock. */
public final class DispatcherLoop implements TurnLoop.Turn, DispatcherEffects {
    private static final Logger LOG = LoggerFactory.getLogger(DispatcherLoop.class);
    /** Messages of one worker that may wait; more close its stream. */
    private static final int MAX_WAITING_MESSAGES = 1024;
    /** Store events that may wait; more are dropped and all sessions compared with the store instead. */
    private static final int MAX_WAITING_EVENTS = 65_536;

    private final String name;
    private final StateStore store;
    private final Duration commitTimeout;
    private final Clock clock;
    private final DispatcherCore core;
    private final TurnLoop loop;
    private final LeadershipListener leadershipListener;
    private final AtomicLong lastConnection = new AtomicLong();
    private final AtomicInteger waitingEvents = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();

    private final TreeMap<Long, SessionOutput> outputs = new TreeMap<>(); // loop only
    private @Nullable StoreView view; // loop only
    private @Nullable Watch watch; // loop only
    private boolean leading; // loop only

    private DispatcherLoop(
            String name, StateStore store, DispatcherConfig config, Duration commitTimeout, Clock clock) {
        this.name = name;
        this.store = store;
        this.commitTimeout = commitTimeout;
        this.clock = clock;
        this.core = new DispatcherCore(config, this, new SplitMix64(new SecureRandom().nextLong()));
        this.loop = new TurnLoop("swarm-scheduler-" + name + "-dispatch", this);
        this.leadershipListener = new LeadershipListener() {
            @Override
            public void caughtUp(long term) {
                loop.submit(() -> lead(term));
            }

            @Override
            public void lost(long term) {
                loop.submit(() -> follow());
            }
        };
    }

    /** A running loop. */
    public static DispatcherLoop start(
            String name, StateStore store, DispatcherConfig config, Duration commitTimeout, Clock clock) {
        var loop = new DispatcherLoop(name, store, config, commitTimeout, clock);
        loop.loop.start();
        store.addLeadershipListener(loop.leadershipListener);
        return loop;
    }

    /** Takes a worker's stream. */
    public SessionHandle open(SessionOutput output) {
        long connection = lastConnection.incrementAndGet();
        loop.submit(() -> {
            outputs.put(connection, output);
            core.opened(connection);
        });
        if (closed.get()) {
            output.close("the dispatcher is closed");
        }
        return new Handle(connection);
    }

    /** Refuses all sessions and ends. */
    public void close() {
        if (closed.compareAndSet(false, true)) {
            store.removeLeadershipListener(leadershipListener);
            loop.submit(() -> {
                follow();
                loop.stop();
            });
        }
        loop.join();
    }

    @Override
    public void begin() {
        view = store.view();
        core.begin(System.nanoTime(), clock.instant(), view, store.leadership().leader());
    }

    @Override
    public OptionalLong end() {
        core.end();
        return core.nextDeadlineNanos();
    }

    @Override
    public void broken(RuntimeException bug) {
        store.removeLeadershipListener(leadershipListener);
        unwatch();
        outputs.values().forEach(output -> closeQuietly(output, "the dispatcher has failed"));
        outputs.clear();
    }

    @Override
    public void send(long connection, DispatcherMessage message) {
        var output = outputs.get(connection);
        if (output != null && !trySend(output, message)) {
            outputs.remove(connection);
            closeQuietly(output, "the stream takes no more");
            loop.submit(() -> core.closed(connection));
        }
    }

    @Override
    public void close(long connection, String reason) {
        var output = outputs.remove(connection);
        if (output != null) {
            LOG.debug("[{}] connection {} closed: {}", name, connection, reason);
            closeQuietly(output, reason);
        }
    }

    @Override
    public void commit(long token, ChangeSet changes) {
        try {
            store.commit(changes, commitTimeout).whenComplete((done, failure) -> committed(token, failure));
        } catch (RuntimeException refused) {
            committed(token, refused);
        }
    }

    @Override
    public void nodeChanged(String nodeId, NodeStatus status) {
        LOG.info("[{}] node {}: {} {}", name, nodeId, status.state(), status.message());
    }

    private void committed(long token, @Nullable Throwable failure) {
        if (failure == null) {
            loop.submit(() -> core.committed(token));
            return;
        }
        var cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        LOG.debug("[{}] statuses not written: {}", name, cause.getMessage());
        loop.submit(() -> core.commitFailed(token, cause instanceof ConflictException));
    }

    private void lead(long term) {
        LOG.info("[{}] dispatching in term {}", name, term);
        leading = true;
        core.leading(term);
        watchFromView();
    }

    private void follow() {
        if (leading) {
            LOG.info("[{}] no longer dispatching", name);
        }
        leading = false;
        unwatch();
        core.notLeading();
    }

    private void watchFromView() {
        unwatch();
        var base = view;
        if (base != null) {
            watch = store.watch(base.revision(), WatchFilter.kinds(ObjectKind.TASK, ObjectKind.NODE), new Events());
        }
    }

    private void unwatch() {
        if (watch != null) {
            watch.close();
            watch = null;
        }
    }

    /** Called by the store; may still be called once after its watch was replaced, which does no harm. */
    private final class Events implements Watcher {
        @Override
        public void onEvents(List<StoreEvent> events) {
            if (waitingEvents.addAndGet(events.size()) > MAX_WAITING_EVENTS) {
                waitingEvents.addAndGet(-events.size());
                onResyncNeeded();
                return;
            }
            loop.submit(() -> {
                waitingEvents.addAndGet(-events.size());
                core.changed(events);
            });
        }

        @Override
        public void onResyncNeeded() {
            loop.submit(() -> {
                if (leading) {
                    core.resync();
                    watchFromView();
                }
            });
        }
    }

    private final class Handle implements SessionHandle {
        private final long connection;
        private final AtomicInteger waiting = new AtomicInteger();

        Handle(long connection) {
            this.connection = connection;
        }

        @Override
        public void receive(AgentMessage message) {
            int count = waiting.incrementAndGet();
            if (count > MAX_WAITING_MESSAGES) {
                if (count == MAX_WAITING_MESSAGES + 1) {
                    loop.submit(() -> {
                        core.closed(connection);
                        DispatcherLoop.this.close(connection, "too many messages");
                    });
                }
                return;
            }
            loop.submit(() -> {
                waiting.decrementAndGet();
                core.received(connection, message);
            });
        }

        @Override
        public void closed() {
            loop.submit(() -> {
                outputs.remove(connection);
                core.closed(connection);
            });
        }
    }

    private boolean trySend(SessionOutput output, DispatcherMessage message) {
        try {
            return output.send(message);
        } catch (RuntimeException broken) {
            LOG.warn("[{}] a stream failed to send", name, broken);
            return false;
        }
    }

    private void closeQuietly(SessionOutput output, String reason) {
        try {
            output.close(reason);
        } catch (RuntimeException broken) {
            LOG.warn("[{}] a stream failed to close", name, broken);
        }
    }
}
