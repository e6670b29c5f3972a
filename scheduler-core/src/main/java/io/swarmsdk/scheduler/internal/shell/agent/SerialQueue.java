package io.swarmsdk.scheduler.internal.shell.agent;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Runs jobs one after the other on threads of a pool. Holds as many as one task has steps. Thread-safe. */
final class SerialQueue {
    private final Executor pool;
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private boolean busy;

    SerialQueue(Executor pool) {
        this.pool = pool;
    }

    synchronized void execute(Runnable job) {
        waiting.add(job);
        if (!busy) {
            busy = true;
            pool.execute(this::drain);
        }
    }

    private void drain() {
        for (var job = next(); job != null; job = next()) {
            job.run();
        }
    }

    private synchronized @Nullable Runnable next() {
        var job = waiting.poll();
        busy = job != null;
        return job;
    }
}
