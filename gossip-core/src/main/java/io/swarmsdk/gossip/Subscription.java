package io.swarmsdk.gossip;

/** A running watch. */
public interface Subscription extends AutoCloseable {

    /** Ends the watch; a call already under way may still finish. Idempotent. */
    @Override
    void close();
}
