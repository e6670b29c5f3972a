package io.swarmsdk.raft;

import org.jspecify.annotations.Nullable;

/** The node was closed, or has stopped after a fatal failure, which is then the cause. */
public final class StoppedException extends RaftException {
    private static final long serialVersionUID = 1;

    /** {@code UNKNOWN} for commands that had entered the log, {@code NOT_APPLIED} for all else. */
    public StoppedException(Outcome outcome, String message, @Nullable Throwable cause) {
        super(outcome, message, cause);
    }
}
