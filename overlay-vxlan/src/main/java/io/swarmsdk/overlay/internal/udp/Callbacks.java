package io.swarmsdk.overlay.internal.udp;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the callers' code, never on the loop. What waits here is bounded where it arises: questions under way and frames
 * for a receiver, for each port.
 */
final class Callbacks {

    private static final Logger LOG = LoggerFactory.getLogger(Callbacks.class);

    private final String name;
    private final Executor executor;
    private final @Nullable ExecutorService own;
    private volatile @Nullable Thread ownThread;

    /** On this executor, or on a thread of its own. */
    Callbacks(String name, @Nullable Executor given) {
        this.name = name;
        if (given != null) {
            this.executor = given;
            this.own = null;
        } else {
            ExecutorService single = Executors.newSingleThreadExecutor(this::newThread);
            this.executor = single;
            this.own = single;
        }
    }

    private Thread newThread(Runnable task) {
        Thread thread = VtepShell.thread(task, name, "callbacks");
        ownThread = thread;
        return thread;
    }

    void run(Runnable task) {
        Runnable guarded = () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.error("[{}] a callback failed", name, e);
            }
        };
        try {
            executor.execute(guarded);
        } catch (RejectedExecutionException e) {
            ForkJoinPool.commonPool().execute(guarded); // the given executor has ended; a future must still complete
        }
    }

    /** Ends the own thread when what waits has been run; a given executor is the caller's to end. */
    void close(long timeoutSeconds) throws InterruptedException {
        if (own != null) {
            own.shutdown();
            if (Thread.currentThread() != ownThread) { // a callback may close the endpoint it is called by
                own.awaitTermination(timeoutSeconds, TimeUnit.SECONDS);
            }
        }
    }
}
