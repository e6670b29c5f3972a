package io.swarmsdk.raft.internal.shell;

import io.swarmsdk.raft.internal.core.AppendBatch;
import io.swarmsdk.raft.internal.log.SegmentedLog;
import io.swarmsdk.raft.internal.log.StagedBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.LongAdder;

/**
 * Owns the writing side of the log. Whatever has queued up while the last write was forced goes out in the next one, so
 * batches grow with the load. What waits here is bounded by what the core lets be uncommitted, on a follower by what
 * the leader has in flight.
 */
final class DiskThread {
    /** Told what became durable, or that nothing ever will again. Called on the disk thread. */
    interface Outcome {
        void durable(long token);

        void failed(RuntimeException why);
    }

    private static final StagedBatch STOP =
            new StagedBatch(-1, new AppendBatch(null, AppendBatch.NO_TRUNCATION, List.of()));

    private final SegmentedLog log;
    private final Outcome outcome;
    private final BlockingQueue<StagedBatch> queue = new LinkedBlockingQueue<>();
    private final LongAdder writes = new LongAdder();
    private final Thread thread;

    DiskThread(String self, SegmentedLog log, Outcome outcome) {
        this.log = log;
        this.outcome = outcome;
        this.thread = Threads.named(self, "disk", this::run);
    }

    void start() {
        thread.start();
    }

    void submit(StagedBatch batch) {
        queue.add(batch);
    }

    long writes() {
        return writes.sum();
    }

    /** Ends after the write under way; what still waits was promised to nobody. */
    void stop() {
        queue.add(STOP);
    }

    Thread thread() {
        return thread;
    }

    private void run() {
        List<StagedBatch> group = new ArrayList<>();
        try {
            while (true) {
                group.add(queue.take());
                queue.drainTo(group);
                if (group.stream().anyMatch(batch -> batch.token() == STOP.token())) {
                    return;
                }
                log.write(group);
                writes.increment();
                outcome.durable(group.get(group.size() - 1).token());
                group.clear();
            }
        } catch (RuntimeException e) {
            outcome.failed(e);
        } catch (InterruptedException e) {
            outcome.failed(new IllegalStateException("the disk thread was interrupted", e));
        }
    }
}
