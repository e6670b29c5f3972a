package io.swarmsdk.scheduler.internal.shell.agent;

import io.swarmsdk.scheduler.internal.core.agent.JournalEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends processes that an agent left running, before anything new starts. */
final class Leftovers {
    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);
    static final Duration GRACE = Duration.ofSeconds(5);
    /** The operating system counts start times in ticks, so two readings may differ a little. */
    private static final Duration START_TOLERANCE = Duration.ofMillis(50);

    private Leftovers() {}

    /** Asks them all to end, then ends by force what is left after the grace period. Blocks until all are gone. */
    static void end(String nodeId, List<JournalEntry> journal) {
        var running = new ArrayList<ProcessHandle>();
        for (var entry : journal) {
            if (!entry.status().state().isTerminal()) {
                find(entry).ifPresent(process -> {
                    LOG.info("[{}] ending process {} that task {} left", nodeId, process.pid(), entry.taskId());
                    process.descendants().forEach(running::add);
                    running.add(process);
                });
            }
        }
        running.forEach(ProcessHandle::destroy);
        long deadlineNanos = System.nanoTime() + GRACE.toNanos();
        for (var process : running) {
            if (!awaitEnd(process, deadlineNanos - System.nanoTime())) {
                process.destroyForcibly();
                awaitEnd(process, GRACE.toNanos());
            }
        }
    }

    /** The entry's process, if it is still that one: pids are used again, start times tell. */
    private static Optional<ProcessHandle> find(JournalEntry entry) {
        var pid = entry.status().pid();
        if (pid.isEmpty()) {
            return Optional.empty();
        }
        return ProcessHandle.of(pid.getAsLong())
                .filter(process -> entry.processStartedAt()
                        .flatMap(written -> process.info().startInstant().map(now -> isSame(written, now)))
                        .orElse(false));
    }

    private static boolean isSame(Instant written, Instant now) {
        return Duration.between(written, now).abs().compareTo(START_TOLERANCE) <= 0;
    }

    private static boolean awaitEnd(ProcessHandle process, long nanos) {
        try {
            process.onExit().get(Math.max(1, nanos), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException late) {
            return !process.isAlive();
        } catch (ExecutionException unknown) {
            return !process.isAlive();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
