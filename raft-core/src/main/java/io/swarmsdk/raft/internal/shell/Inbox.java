package io.swarmsdk.raft.internal.shell;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the loop is told, in order of arrival. Any thread posts, the loop alone takes. The queue itself has
 * no bound: each kind of input is admitted by its source (proposals and reads by {@link Admission}, messages by their
 * number, completions by what was asked for).
 */
final class Inbox {
    /** One thing the loop is told. */
    interface Input {
        /** On the loop thread. */
        void accept();

        /** The loop has ended and will not take this. On any thread. */
        default void abandon() {}
    }

    private final ConcurrentLinkedQueue<Input> queue = new ConcurrentLinkedQueue<>();
    private volatile @Nullable Thread sleeper;
    private volatile boolean closed;

    void post(Input input) {
        queue.add(input);
        if (closed && queue.remove(input)) {
            input.abandon();
            return;
        }
        Thread loop = sleeper;
        if (loop != null) {
            LockSupport.unpark(loop);
        }
    }

    @Nullable
    Input poll() {
        return queue.poll();
    }

    /** Waits for an input, at most this long. Loop thread only. */
    void await(long nanos) {
        sleeper = Thread.currentThread();
        if (queue.isEmpty() && !closed && nanos > 0) {
            LockSupport.parkNanos(this, nanos);
        }
        sleeper = null;
    }

    /** From here on every input is abandoned, and so are those that wait. */
    void close() {
        closed = true;
        for (Input input = queue.poll(); input != null; input = queue.poll()) {
            input.abandon();
        }
    }
}
