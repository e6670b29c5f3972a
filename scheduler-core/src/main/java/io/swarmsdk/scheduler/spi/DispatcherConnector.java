package io.swarmsdk.scheduler.spi;

/** How an agent reaches the dispatcher of whoever leads. */
@FunctionalInterface
public interface DispatcherConnector {
    /**
     * Opens a stream. Called on a pool thread, so it may block for some seconds; never called again before the link
     * before has been closed. Which manager to try is the connector's affair: it sees
     * {@link io.swarmsdk.scheduler.DispatcherMessage.Refused} pass and may remember the hint.
     *
     * @param listener told what comes; may be called before this method returns
     * @throws Exception when there is no stream; the agent tries again later, with a growing delay
     */
    AgentLink connect(AgentLinkListener listener) throws Exception;
}
