package io.swarmsdk.model.internal.shell;

import io.swarmsdk.model.store.LeadershipListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;

/**
 * Brings each listener to the present state of leadership, in order: a listener that was slow is told of the last loss and
 * the last gain, not of all between. Safe to use from any thread.
 */
public final class LeadershipEvents {
    private static final long NONE = -1;

    private final Executor callbacks;
    private final List<Told> listeners = new CopyOnWriteArrayList<>();
    private volatile long caughtUpTerm = NONE;

    /** Calls listeners on an executor. */
    public LeadershipEvents(Executor callbacks) {
        this.callbacks = callbacks;
    }

    /** Adds a listener and tells it of a leadership that has begun already. */
    public void add(LeadershipListener listener) {
        var told = new Told(listener);
        listeners.add(told);
        told.task.wake();
    }

    /** No call to it begins after this. */
    public void remove(LeadershipListener listener) {
        listeners.removeIf(told -> told.isFor(listener));
    }

    /** This replica may act in the term. */
    public void caughtUp(long term) {
        change(term);
    }

    /** This replica may no longer act. */
    public void lost() {
        change(NONE);
    }

    private void change(long term) {
        caughtUpTerm = term;
        listeners.forEach(told -> told.task.wake());
    }

    private final class Told {
        private final LeadershipListener listener;
        private final SerialTask task = new SerialTask(callbacks, this::tell);
        private long toldTerm = NONE; // within the task only

        Told(LeadershipListener listener) {
            this.listener = listener;
        }

        @SuppressWarnings("ReferenceEquality") // the very listener that was added
        boolean isFor(LeadershipListener other) {
            return listener == other;
        }

        private void tell() {
            long now = caughtUpTerm;
            long before = toldTerm;
            if (now == before || !listeners.contains(this)) {
                return;
            }
            toldTerm = now;
            if (before != NONE) {
                listener.lost(before);
            }
            if (now != NONE) {
                listener.caughtUp(now);
            }
        }
    }
}
