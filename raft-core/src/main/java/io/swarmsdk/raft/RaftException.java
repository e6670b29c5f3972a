package io.swarmsdk.raft;

import org.jspecify.annotations.Nullable;

/** An operation failed. {@link #outcome()} tells whether asking again can make a command take effect twice. */
public abstract sealed class RaftException extends RuntimeException
        permits NotLeaderException,
                OverloadedException,
                OutcomeUnknownException,
                DeadlineExceededException,
                StoppedException,
                StorageException,
                StorageCorruptedException {
    private static final long serialVersionUID = 1;

    /** Whether the command may take effect in spite of the failure. */
    public enum Outcome {
        /** It did not and never will: it is safe to propose it again. */
        NOT_APPLIED,
        /** It may have, or may yet: propose again only what does no harm when applied twice. */
        UNKNOWN
    }

    private final Outcome outcome;

    RaftException(Outcome outcome, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.outcome = outcome;
    }

    /** Whether the command may take effect in spite of the failure. */
    public final Outcome outcome() {
        return outcome;
    }
}
