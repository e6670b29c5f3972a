package io.swarmsdk.model.store;

/** Told on the store's callback executor, one call at a time, when this replica may act for the swarm. */
public interface LeadershipListener {
    /** This replica leads the term and its view holds everything of the terms before. */
    void caughtUp(long term);

    /** This replica no longer leads the term. */
    void lost(long term);
}
