package io.swarmsdk.raft.internal.shell;

import java.util.PriorityQueue;
import java.util.function.Consumer;

/** When which operation runs out of time. Operations that ended otherwise are forgotten later. Confined to the loop. */
final class Deadlines {
    private static final int MAX_ENDED = 1024;

    // by distance from an origin, since points in time may only be compared by subtraction
    private final long originNanos;
    private PriorityQueue<Pending<?>> byDeadline = newQueue();

    Deadlines(long nowNanos) {
        originNanos = nowNanos;
    }

    private PriorityQueue<Pending<?>> newQueue() {
        return new PriorityQueue<>((a, b) -> Long.compare(distance(a), distance(b)));
    }

    private long distance(Pending<?> pending) {
        return pending.deadlineNanos() - originNanos;
    }

    void add(Pending<?> pending, int live) {
        byDeadline.add(pending);
        if (byDeadline.size() > MAX_ENDED + 2 * live) {
            PriorityQueue<Pending<?>> kept = newQueue();
            byDeadline.stream().filter(each -> !each.ended()).forEach(kept::add);
            byDeadline = kept;
        }
    }

    /** Hands over every operation whose time is up. */
    void expire(long nowNanos, Consumer<Pending<?>> expired) {
        Pending<?> next = byDeadline.peek();
        while (next != null && (next.ended() || nowNanos - next.deadlineNanos() >= 0)) {
            byDeadline.remove();
            if (!next.ended()) {
                expired.accept(next);
            }
            next = byDeadline.peek();
        }
    }

    /** How long until the next deadline, at most {@code limitNanos}. */
    long nanosUntilNext(long nowNanos, long limitNanos) {
        Pending<?> next = byDeadline.peek();
        return next == null ? limitNanos : Math.min(limitNanos, next.deadlineNanos() - nowNanos);
    }
}
