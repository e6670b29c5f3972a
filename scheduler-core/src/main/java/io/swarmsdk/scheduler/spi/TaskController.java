package io.swarmsdk.scheduler.spi;

import java.time.Duration;

/**
 * One task in the hands of an executor. Steps are called on pool threads and may block. {@link #prepare()},
 * {@link #start()} and, after the end, {@link #remove()} come one after the other; {@link #shutdown} and
 * {@link #terminate()} may come while {@code prepare} or {@code start} still runs and must make it return soon.
 *
 * <p>Once its program runs, {@link ControllerContext#exited} is called exactly once, whatever ended it: before
 * {@link #start()} returns or after. What {@code start} then returns or throws is ignored.
 */
public interface TaskController extends AutoCloseable {
    /**
     * Gets ready all that the program needs, without running it.
     *
     * @throws RejectedTaskException when the task can never run here as it is
     */
    void prepare() throws Exception;

    /**
     * Runs the program and returns once it is up.
     *
     * @return where it is reached
     * @throws RejectedTaskException when the task can never run here as it is
     */
    Started start() throws Exception;

    /** Asks the program to end, and ends it by force after the grace period. Returns when it has ended. Idempotent. */
    void shutdown(Duration grace) throws Exception;

    /** Ends the program by force, now. Idempotent. */
    void terminate() throws Exception;

    /** Removes what the task leaves behind, such as logs. Only after it has ended, or if it never ran. */
    void remove() throws Exception;

    /** Frees what the controller holds in this JVM. Called last, once. */
    @Override
    void close();
}
