package io.swarmsdk.model.internal.shell;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one action on an executor, never twice at a time, at least once after each wake-up. Wake-ups that come while it
 * waits or runs are merged, so it queues nothing. Safe to use from any thread, also from within the action.
 */
final class SerialTask {
    private static final Logger LOG = LoggerFactory.getLogger(SerialTask.class);

    private enum Phase {
        IDLE,
        SCHEDULED,
        AGAIN
    }

    private final Executor executor;
    private final Runnable action;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.IDLE);

    SerialTask(Executor executor, Runnable action) {
        this.executor = executor;
        this.action = action;
    }

    void wake() {
        if (phase.getAndUpdate(now -> now == Phase.IDLE ? Phase.SCHEDULED : Phase.AGAIN) != Phase.IDLE) {
            return;
        }
        try {
            executor.execute(this::run);
        } catch (RejectedExecutionException e) {
            phase.set(Phase.IDLE); // the executor has ended, and all callbacks with it
            LOG.debug("callback dropped: {}", e.getMessage());
        }
    }

    private void run() {
        do {
            phase.set(Phase.SCHEDULED);
            try {
                action.run();
            } catch (RuntimeException e) {
                LOG.error("a store callback failed; the next one is made all the same", e);
            }
        } while (!phase.compareAndSet(Phase.SCHEDULED, Phase.IDLE));
    }
}
