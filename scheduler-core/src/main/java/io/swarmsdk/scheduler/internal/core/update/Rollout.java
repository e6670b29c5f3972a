package io.swarmsdk.scheduler.internal.core.update;

import io.swarmsdk.model.UpdateConfig;
import io.swarmsdk.scheduler.internal.core.plan.SlotKey;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/**
 * One update of one service under way: which slots are still to do, which are being done, which new tasks are watched,
 * and what went wrong. Workers take one slot at a time and rest after each for the configured delay.
 */
final class Rollout {
    /** Value in {@link #watched} for a task that has not been seen running. */
    static final long NOT_RUNNING = Long.MIN_VALUE;

    final long specVersion;
    final UpdateConfig config;
    final boolean rollback;
    /** Catching up on single slots: nothing is written to the service. */
    final boolean silent;

    final Instant startedAt;
    final int total;
    final ArrayDeque<SlotKey> queue;
    /** Slots being done, with the task that must come up. */
    final TreeMap<SlotKey, String> busy = new TreeMap<>();
    /** New tasks, with the time since when they run, while their end counts as a failure of the update. */
    final TreeMap<String, Long> watched = new TreeMap<>();

    private final List<Long> idleFrom = new ArrayList<>();
    private int failures;

    Rollout(
            long specVersion,
            UpdateConfig config,
            boolean rollback,
            boolean silent,
            Instant startedAt,
            Collection<SlotKey> slots) {
        this.specVersion = specVersion;
        this.config = config;
        this.rollback = rollback;
        this.silent = silent;
        this.startedAt = startedAt;
        this.total = slots.size();
        this.queue = new ArrayDeque<>(slots);
        int workers = config.parallelism() == 0 ? total : Math.min(config.parallelism(), total);
        for (int i = 0; i < workers; i++) {
            idleFrom.add(Long.MIN_VALUE);
        }
    }

    /** A worker is done with a slot and rests. */
    void workerDone(long nowMillis) {
        idleFrom.add(nowMillis + config.delay().toMillis());
    }

    /** Takes a rested worker. False when there is none. */
    boolean takeWorker(long nowMillis) {
        for (int i = 0; i < idleFrom.size(); i++) {
            if (idleFrom.get(i) <= nowMillis) {
                idleFrom.remove(i);
                return true;
            }
        }
        return false;
    }

    /** When the next resting worker can go on; {@link Long#MAX_VALUE} when all are busy. */
    long nextWorkerMillis() {
        return idleFrom.stream().mapToLong(Long::longValue).min().orElse(Long.MAX_VALUE);
    }

    /** Notes a failure. True when there are now more than the update tolerates. */
    boolean failedTooOften() {
        failures++;
        return (double) failures / total > config.maxFailureRatio();
    }

    boolean finished() {
        return queue.isEmpty() && busy.isEmpty() && watched.isEmpty();
    }
}
