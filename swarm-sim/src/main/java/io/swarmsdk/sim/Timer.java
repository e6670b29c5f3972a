package io.swarmsdk.sim;

/** Something scheduled in a {@link World} that has not happened yet. */
@FunctionalInterface
public interface Timer {

    /** Takes it off the queue. Does nothing if it has run or was cancelled before; may be called from within events. */
    void cancel();
}
