package io.swarmsdk.scheduler.spi;

import io.swarmsdk.scheduler.AgentMessage;

/** The agent's sending half of a stream. Called by the agent's thread only, so it must neither block nor throw. */
public interface AgentLink {
    /**
     * Sends, in order.
     *
     * @return false when the bounded queue of the stream is full or the stream is gone; the agent then closes the link and
     *     connects anew
     */
    boolean send(AgentMessage message);

    /** Ends the stream after what was sent. More calls do nothing. */
    void close();
}
