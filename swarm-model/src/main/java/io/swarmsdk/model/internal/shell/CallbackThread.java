package io.swarmsdk.model.internal.shell;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * One daemon thread for callbacks, begun by the first. Its queue holds one action per commit in flight, which the log
 * bounds, and one per watch or listener.
 */
public final class CallbackThread implements Executor, AutoCloseable {
    private final ExecutorService executor;

    /** With this name for the thread. */
    public CallbackThread(String name) {
        executor = Executors.newSingleThreadExecutor(action -> {
            var thread = new Thread(action, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public void execute(Runnable action) {
        executor.execute(action);
    }

    /** Runs what was handed in already, then ends; does not wait for it. */
    @Override
    public void close() {
        executor.shutdown();
    }
}
