package io.swarmsdk.model.spi;

import java.util.List;

/**
 * The state machine behind a {@link ReplicatedLog}. The log calls all methods from one thread at a time, each after the
 * effects of the one before can be seen.
 */
public interface Applier {
    /**
     * Applies committed entries in log order, each once.
     *
     * @return one reply per entry; the same bytes on every replica
     * @throws io.swarmsdk.model.store.MalformedException when an entry cannot be understood: the replica must stop, as it
     *     would differ from the others from here on
     */
    List<byte[]> apply(List<LogEntry> entries);

    /** This replica leads the term and has applied the first entry of it, thus all of the terms before. */
    void leaderCaughtUp(long term);

    /** This replica no longer leads the term. Called only after {@link #leaderCaughtUp} for the same term. */
    void leadershipLost(long term);

    /** The present state, held at no cost; {@link Snapshot#encode} may run on another thread while entries are applied. */
    Snapshot snapshot();

    /**
     * Replaces the whole state by a snapshot of this or another replica.
     *
     * @throws io.swarmsdk.model.store.MalformedException when the bytes are no intact snapshot; the state is unchanged
     */
    void restore(byte[] snapshot);

    /** A state that no longer changes. Safe to use from any thread. */
    interface Snapshot {
        /** Index of the last entry in it. */
        long index();

        /** Term of the last entry in it. */
        long term();

        /** The bytes that {@link Applier#restore} takes; equal states give equal bytes. Takes time in proportion. */
        byte[] encode();
    }
}
