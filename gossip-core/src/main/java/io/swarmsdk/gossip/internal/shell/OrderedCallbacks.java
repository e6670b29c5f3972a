package io.swarmsdk.gossip.internal.shell;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks one at a time, in order, on somebody else's executor. Bounded: a full queue refuses, and the caller
 * decides what that means. Thread-safe; {@code this} guards the queue.
 */
final class OrderedCallbacks {

    private static final Logger LOG = LoggerFactory.getLogger(OrderedCallbacks.class);
    private static final int BATCH = 64;

    private final String owner;
    private final Executor executor;
    private final int capacity;
    private final ArrayDeque<Runnable> queue = new ArrayDeque<>();
    private boolean scheduled;
    private boolean ended; // the executor was shut down under us

    OrderedCallbacks(String owner, Executor executor, int capacity) {
        this.owner = owner;
        this.executor = executor;
        this.capacity = capacity;
    }

    boolean offer(Runnable task) {
        synchronized (this) {
            if (ended) {
                return true;
            }
            if (queue.size() >= capacity) {
                return false;
            }
            queue.add(task);
            if (scheduled) {
                return true;
            }
            scheduled = true;
        }
        schedule();
        return true;
    }

    synchronized void clear() {
        queue.clear();
    }

    private void schedule() {
        try {
            executor.execute(this::runBatch);
        } catch (RejectedExecutionException gone) {
            LOG.debug("[{}] the callback executor takes no more tasks; callbacks end", owner, gone);
            synchronized (this) {
                ended = true;
                queue.clear();
            }
        }
    }

    private void runBatch() {
        for (int i = 0; i < BATCH; i++) {
            Runnable task;
            synchronized (this) {
                task = queue.poll();
                if (task == null) {
                    scheduled = false;
                    return;
                }
            }
            run(task);
        }
        schedule(); // others may use this executor too
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException thrown) {
            LOG.warn("[{}] a listener threw; the next events are delivered all the same", owner, thrown);
        }
    }
}
