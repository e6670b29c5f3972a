package io.swarmsdk.scheduler.spi;

import io.swarmsdk.scheduler.DispatcherMessage;

/** The agent's receiving half of a stream. Thread-safe; never blocks. */
public interface AgentLinkListener {
    /** Hands over what the dispatcher said. Messages are to come in order. */
    void onMessage(DispatcherMessage message);

    /** The stream is gone; nothing comes after this. Also allowed after {@link AgentLink#close()}. */
    void onClosed(String reason);
}
