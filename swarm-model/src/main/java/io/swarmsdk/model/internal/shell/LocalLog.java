package io.swarmsdk.model.internal.shell;

import io.swarmsdk.model.spi.Applier;
import io.swarmsdk.model.spi.Leadership;
import io.swarmsdk.model.spi.LogEntry;
import io.swarmsdk.model.spi.ReplicatedLog;
import io.swarmsdk.model.store.DeadlineExceededException;
import io.swarmsdk.model.store.OutcomeUnknownException;
import io.swarmsdk.model.store.StoreException;
import io.swarmsdk.model.store.UnavailableException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A log for one process, in memory: orders proposals and applies them on its own thread, {@code swarm-model-<name>-log}.
 * A full inbox refuses. Nothing is kept once applied.
 */
public final class LocalLog implements ReplicatedLog {
    private static final Logger LOG = LoggerFactory.getLogger(LocalLog.class);
    private static final long TERM = 1;
    private static final int MAX_WAITING = 4096;
    private static final int MAX_BATCH = 256;

    private final String name;
    private final Object lock = new Object();
    private final ArrayDeque<Request> inbox = new ArrayDeque<>(); // guarded by lock
    private String stopped = "not started"; // guarded by lock; empty while running
    private @Nullable Thread thread; // guarded by lock
    private long lastIndex; // log thread only

    /** A log whose thread bears this name. */
    public LocalLog(String name) {
        this.name = name;
    }

    /** A proposal, or a read barrier when there is no data. */
    private record Request(
            Optional<byte[]> data,
            long deadlineNanos,
            CompletableFuture<byte[]> reply,
            CompletableFuture<Long> barrier) {
        void fail(StoreException why) {
            reply.completeExceptionally(why);
            barrier.completeExceptionally(why);
        }
    }

    @Override
    public void start(Applier applier) {
        synchronized (lock) {
            if (thread != null) {
                throw new IllegalStateException("log " + name + ": started twice");
            }
            stopped = "";
            thread = new Thread(() -> run(applier), "swarm-model-" + name + "-log");
            thread.setDaemon(true);
            thread.start();
        }
    }

    @Override
    public CompletableFuture<byte[]> propose(byte[] data, Duration deadline) {
        return enqueue(Optional.of(data), deadline).reply();
    }

    @Override
    public CompletableFuture<Long> readBarrier(Duration deadline) {
        return enqueue(Optional.empty(), deadline).barrier();
    }

    @Override
    public Leadership leadership() {
        synchronized (lock) {
            return stopped.isEmpty() ? new Leadership(Optional.of(name), TERM, true) : Leadership.none(TERM);
        }
    }

    @Override
    public void close() {
        var ending = stop("closed");
        if (ending != null && ending != Thread.currentThread()) {
            join(ending);
        }
    }

    private static void join(Thread ending) {
        try {
            ending.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable Thread stop(String why) {
        var left = new ArrayList<Request>();
        Thread running;
        synchronized (lock) {
            if (stopped.isEmpty() || thread == null) {
                stopped = why;
            }
            left.addAll(inbox);
            inbox.clear();
            lock.notifyAll();
            running = thread;
        }
        left.forEach(request -> request.fail(unavailable(why)));
        return running;
    }

    private UnavailableException unavailable(String why) {
        return new UnavailableException("log " + name + ": " + why);
    }

    private Request enqueue(Optional<byte[]> data, Duration deadline) {
        var request = new Request(
                data,
                System.nanoTime() + saturatedNanos(deadline),
                new CompletableFuture<>(),
                new CompletableFuture<>());
        String refusal;
        synchronized (lock) {
            refusal = !stopped.isEmpty() ? stopped : inbox.size() >= MAX_WAITING ? "overloaded" : "";
            if (refusal.isEmpty()) {
                inbox.add(request);
                lock.notifyAll();
            }
        }
        if (!refusal.isEmpty()) {
            request.fail(unavailable(refusal));
        }
        return request;
    }

    private static long saturatedNanos(Duration deadline) {
        return deadline.compareTo(Duration.ofDays(365)) > 0
                ? Duration.ofDays(365).toNanos()
                : deadline.toNanos();
    }

    private void run(Applier applier) {
        try {
            applier.leaderCaughtUp(TERM);
            for (var batch = take(); !batch.isEmpty(); batch = take()) {
                apply(applier, batch);
            }
        } catch (RuntimeException e) {
            LOG.error("[{}] the local log stops: an entry could not be applied", name, e);
            stop("failed: " + e.getMessage());
        } finally {
            applier.leadershipLost(TERM);
        }
    }

    /** Waits for requests; none means that the log was stopped. */
    private List<Request> take() {
        synchronized (lock) {
            while (inbox.isEmpty() && stopped.isEmpty()) {
                try {
                    lock.wait();
                } catch (InterruptedException e) {
                    LOG.debug("[{}] interrupted; only close() ends this thread", name);
                }
            }
            var batch = new ArrayList<Request>();
            while (!inbox.isEmpty() && batch.size() < MAX_BATCH) {
                batch.add(inbox.remove());
            }
            return batch;
        }
    }

    private void apply(Applier applier, List<Request> batch) {
        var live = new ArrayList<Request>(batch.size());
        var entries = new ArrayList<LogEntry>(batch.size());
        long now = System.nanoTime();
        for (var request : batch) {
            if (now - request.deadlineNanos() >= 0) {
                request.fail(new DeadlineExceededException(
                        "log " + name + ": deadline passed before the turn came", StoreException.Outcome.NOT_APPLIED));
                continue;
            }
            live.add(request);
            request.data().ifPresent(data -> entries.add(new LogEntry(++lastIndex, TERM, data)));
        }
        List<byte[]> replies;
        try {
            replies = entries.isEmpty() ? List.of() : applier.apply(entries);
        } catch (RuntimeException e) {
            live.forEach(request -> request.fail(new OutcomeUnknownException("log " + name + ": apply failed", e)));
            throw e;
        }
        var next = replies.iterator();
        for (var request : live) {
            if (request.data().isPresent()) {
                request.reply().complete(next.next());
            } else {
                request.barrier().complete(lastIndex);
            }
        }
    }
}
