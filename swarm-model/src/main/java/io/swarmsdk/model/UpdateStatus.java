package io.swarmsdk.model;

import java.time.Instant;

/**
 * How far the last update of a service has come.
 *
 * @param state where it stands
 * @param startedAt when it began
 * @param changedAt when it last changed state
 * @param message why, for an operator
 */
public record UpdateStatus(State state, Instant startedAt, Instant changedAt, String message) {
    /** Where an update stands. */
    public enum State {
        /** Replacing tasks. */
        UPDATING,
        /** Stopped by failures; waits for an operator. */
        PAUSED,
        /** All tasks are of the present spec. */
        COMPLETED,
        /** Going back to the previous spec. */
        ROLLBACK_STARTED,
        /** Going back has failed too; waits for an operator. */
        ROLLBACK_PAUSED,
        /** All tasks are of the previous spec again. */
        ROLLBACK_COMPLETED
    }
}
