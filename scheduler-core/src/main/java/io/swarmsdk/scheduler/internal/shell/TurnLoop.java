package io.swarmsdk.scheduler.internal.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One daemon thread that feeds a core: takes the inputs that have gathered, hands them over between the begin and the
 * end of one turn, and sleeps until the next input or the core's deadline. The inbox itself is not bounded: who submits
 * on behalf of a peer counts what it has submitted (see the callers).
 */
public final class TurnLoop {
    private static final Logger LOG = LoggerFactory.getLogger(TurnLoop.class);
    private static final int MAX_INPUTS = 4096;
    private static final long IDLE_NANOS = TimeUnit.MINUTES.toNanos(1);

    /** What a turn is made of; called on the loop's thread only. */
    public interface Turn {
        /** Before the inputs of a turn, which have been taken from the inbox already. */
        void begin();

        /** After the inputs; returns when the next turn is due at the latest, on {@link System#nanoTime}. */
        OptionalLong end();

        /** The core has a bug: the loop has ended. */
        void broken(RuntimeException bug);
    }

    private final LinkedBlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>();
    private final Turn turn;
    private final Thread thread;
    private volatile boolean stopped;

    /** A loop that is started with {@link #start}. */
    public TurnLoop(String threadName, Turn turn) {
        this.turn = turn;
        this.thread = new Thread(this::run, threadName);
        thread.setDaemon(true);
    }

    /** Begins to turn. */
    public void start() {
        thread.start();
    }

    /** Has the input run within a later turn; ignored once stopped. Any thread; never blocks. */
    public void submit(Runnable input) {
        if (!stopped) {
            inbox.add(input);
        }
    }

    /** Ends after the present turn. Any thread. */
    public void stop() {
        stopped = true;
        inbox.add(() -> {});
    }

    /** Waits until the loop has ended; returns at once on the loop's own thread. */
    public void join() {
        if (Thread.currentThread() == thread) {
            return;
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        OptionalLong deadline = OptionalLong.of(System.nanoTime()); // the first turn asks for nothing
        try {
            while (!stopped) {
                var inputs = take(deadline);
                turn.begin();
                inputs.forEach(Runnable::run);
                deadline = turn.end();
            }
        } catch (RuntimeException bug) {
            stopped = true;
            LOG.error("[{}] ended by a bug", thread.getName(), bug);
            turn.broken(bug);
        }
    }

    private List<Runnable> take(OptionalLong deadline) {
        var inputs = new ArrayList<Runnable>();
        var first = poll(deadline);
        if (first != null) {
            inputs.add(first);
            inbox.drainTo(inputs, MAX_INPUTS);
        }
        return inputs;
    }

    private @Nullable Runnable poll(OptionalLong deadline) {
        long wait = deadline.isPresent() ? deadline.getAsLong() - System.nanoTime() : IDLE_NANOS;
        if (wait <= 0) {
            return inbox.poll();
        }
        try {
            return inbox.poll(wait, TimeUnit.NANOSECONDS);
        } catch (InterruptedException notForUs) {
            // Nobody who knows this thread interrupts it; carry on after a breath.
            LockSupport.parkNanos(1_000_000);
            return null;
        }
    }
}
