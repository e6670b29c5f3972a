package io.swarmsdk.scheduler;

/** A worker's way to the dispatcher: the receiving half of a stream. Thread-safe; never blocks. */
public interface SessionHandle {
    /**
     * Hands over what the worker said. Messages of one stream are to come in order. When the dispatcher's inbox is full
     * the stream is closed.
     */
    void receive(AgentMessage message);

    /** The stream is gone. Only its heartbeats decide whether the node is down. */
    void closed();
}
