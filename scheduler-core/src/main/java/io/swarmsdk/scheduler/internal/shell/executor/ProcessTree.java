package io.swarmsdk.scheduler.internal.shell.executor;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A process and those it has started. They can only be found while their parents live, so they are gathered early. */
final class ProcessTree {
    private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final Duration AFTER_KILL = Duration.ofSeconds(5);

    private final Process root;
    private final Set<ProcessHandle> descendants = new LinkedHashSet<>();

    ProcessTree(Process root) {
        this.root = root;
        gather();
    }

    /** Asks politely, waits for the grace period, then ends by force what is left. */
    void end(Duration grace) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + grace.toNanos();
        root.destroy();
        while (root.isAlive() && System.nanoTime() - deadlineNanos < 0) {
            gather();
            root.waitFor(Math.min(SLICE_NANOS, Math.max(1, deadlineNanos - System.nanoTime())), TimeUnit.NANOSECONDS);
        }
        descendants.forEach(ProcessHandle::destroy);
        while (anyDescendantAlive() && System.nanoTime() - deadlineNanos < 0) {
            TimeUnit.NANOSECONDS.sleep(SLICE_NANOS);
        }
        kill();
    }

    /** Ends all of them by force, now. */
    void kill() throws InterruptedException {
        gather();
        root.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
        if (!root.waitFor(AFTER_KILL.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new IllegalStateException("process " + root.pid() + " does not end");
        }
    }

    private void gather() {
        root.descendants().forEach(descendants::add);
    }

    private boolean anyDescendantAlive() {
        return descendants.stream().anyMatch(ProcessHandle::isAlive);
    }
}
