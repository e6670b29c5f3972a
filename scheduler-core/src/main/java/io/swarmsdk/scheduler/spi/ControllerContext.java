package io.swarmsdk.scheduler.spi;

import io.swarmsdk.model.NodeDescription;
import java.time.Instant;
import java.util.Optional;

/** What a {@link TaskController} knows of its node, and whom it tells what its program does. Thread-safe. */
public interface ControllerContext {
    /** The node it runs on. */
    String nodeId();

    /** What that node says of itself. */
    NodeDescription node();

    /**
     * An operating-system process now runs for the task. To be called as soon as it is known: the agent writes it down,
     * so that its successor can end what a killed agent left running.
     *
     * @param startedAt as the operating system says it, which tells the process from a later one with the same pid
     */
    void processStarted(long pid, Optional<Instant> startedAt);

    /**
     * The program has ended.
     *
     * @param error what it said last, when it did not end well
     */
    void exited(int exitCode, Optional<String> error);
}
