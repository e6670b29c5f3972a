package io.swarmsdk.scheduler;

/**
 * The dispatcher's way to one worker: the sending half of a stream, given by who carries it. Called by the dispatcher's
 * thread only, so it must neither block nor throw.
 */
public interface SessionOutput {
    /**
     * Sends, in order.
     *
     * @return false when the bounded queue of the stream is full or the stream is gone; the dispatcher then closes the
     *     session, and the agent comes back and gets everything anew
     */
    boolean send(DispatcherMessage message);

    /** Ends the stream after what was sent. Called at most once, and not after {@link SessionHandle#closed()}. */
    void close(String reason);
}
