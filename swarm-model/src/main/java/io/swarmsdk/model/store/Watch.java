package io.swarmsdk.model.store;

/** A running watch. Safe to use from any thread. */
public interface Watch extends AutoCloseable {
    /** All changes up to this revision have been delivered or filtered out; a new watch may resume from here. */
    long revision();

    /** False once closed or told to resync. */
    boolean isOpen();

    /** Ends the watch: no call begins after this returns; one that is under way may still finish. */
    @Override
    void close();
}
