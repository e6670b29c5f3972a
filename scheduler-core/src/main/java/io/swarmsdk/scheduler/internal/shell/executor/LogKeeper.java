package io.swarmsdk.scheduler.internal.shell.executor;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the logs of running processes short, on one thread {@code swarm-scheduler-logs}. Thread-safe. */
public final class LogKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LogKeeper.class);

    private final long maxBytes;
    private final Set<TaskDirectory> directories = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer;

    /** Looks at each log once per period. */
    public LogKeeper(long maxBytes, Duration period) {
        this.maxBytes = maxBytes;
        this.timer = Executors.newSingleThreadScheduledExecutor(job -> {
            var thread = new Thread(job, "swarm-scheduler-logs");
            thread.setDaemon(true);
            return thread;
        });
        timer.scheduleWithFixedDelay(this::trim, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    void add(TaskDirectory directory) {
        directories.add(directory);
    }

    void remove(TaskDirectory directory) {
        directories.remove(directory);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private void trim() {
        for (var directory : directories) {
            trim(directory, directory.stdout());
            trim(directory, directory.stderr());
        }
    }

    private void trim(TaskDirectory directory, Path log) {
        try {
            directory.trim(log, maxBytes);
        } catch (IOException failed) {
            LOG.warn("{}: cannot be shortened: {}", log, failed.toString());
        }
    }
}
