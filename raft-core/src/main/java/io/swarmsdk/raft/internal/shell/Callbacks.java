package io.swarmsdk.raft.internal.shell;

import io.swarmsdk.raft.RaftListener;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way out to code of the user: futures complete and listeners are told on the callback executor. Listeners hear
 * one event at a time, in order, even if that executor has many threads. Safe for any thread.
 */
final class Callbacks {
    private static final Logger LOG = LoggerFactory.getLogger(Callbacks.class);

    private final String self;
    private final Executor executor;
    private final @Nullable ExecutorService own;
    private final Object lock = new Object(); // guards the fields below
    private final List<RaftListener> listeners;
    private final ArrayDeque<Runnable> events = new ArrayDeque<>();
    private boolean telling;
    private long applied;
    private boolean appliedIsQueued;

    Callbacks(String self, @Nullable Executor given, List<RaftListener> listeners) {
        this.self = self;
        this.listeners = new ArrayList<>(listeners);
        if (given == null) {
            ExecutorService single = Executors.newSingleThreadExecutor(task -> Threads.named(self, "callback", task));
            this.own = single;
            this.executor = single;
        } else {
            this.own = null;
            this.executor = given;
        }
    }

    void run(Runnable callback) {
        try {
            executor.execute(callback);
        } catch (RejectedExecutionException e) {
            LOG.debug("[{}] the callback executor takes no more work; using the common pool", self);
            ForkJoinPool.commonPool().execute(callback);
        }
    }

    /** Adds a listener and tells it one thing before all later events. */
    void add(RaftListener listener, Consumer<RaftListener> first) {
        synchronized (lock) {
            listeners.add(listener);
            enqueue(() -> tellOne(listener, first));
        }
    }

    void tell(Consumer<RaftListener> event) {
        synchronized (lock) {
            if (!listeners.isEmpty()) {
                List<RaftListener> now = List.copyOf(listeners);
                enqueue(() -> now.forEach(listener -> tellOne(listener, event)));
            }
        }
    }

    /** Told when there is time: an index that nobody has heard of yet is replaced by a later one. */
    void tellApplied(long index) {
        synchronized (lock) {
            applied = index;
            if (!appliedIsQueued && !listeners.isEmpty()) {
                appliedIsQueued = true;
                List<RaftListener> now = List.copyOf(listeners);
                enqueue(() -> {
                    long latest = takeApplied();
                    now.forEach(listener -> tellOne(listener, each -> each.applied(latest)));
                });
            }
        }
    }

    private long takeApplied() {
        synchronized (lock) {
            appliedIsQueued = false;
            return applied;
        }
    }

    private void enqueue(Runnable event) {
        events.add(event);
        if (!telling) {
            telling = true;
            run(this::tellAll);
        }
    }

    private void tellAll() {
        while (true) {
            Runnable event;
            synchronized (lock) {
                event = events.poll();
                if (event == null) {
                    telling = false;
                    return;
                }
            }
            event.run();
        }
    }

    private void tellOne(RaftListener listener, Consumer<RaftListener> event) {
        try {
            event.accept(listener);
        } catch (RuntimeException e) {
            LOG.warn("[{}] a listener failed", self, e);
        }
    }

    /** Lets what has been handed over run, and ends the thread if it is the node's own. */
    void close() throws InterruptedException {
        if (own != null) {
            own.shutdown();
            if (!Threads.isNamed(self, "callback") && !own.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.warn("[{}] a callback of the application still runs; its thread is left behind", self);
            }
        }
    }
}
