package io.swarmsdk.model.store;

import org.jspecify.annotations.Nullable;

/** An operation of the store failed. {@link #outcome()} tells whether doing it again can apply it twice. */
public abstract sealed class StoreException extends RuntimeException
        permits ConflictException,
                UnavailableException,
                OutcomeUnknownException,
                DeadlineExceededException,
                MalformedException {
    private static final long serialVersionUID = 1L;

    /** Whether a failed commit was applied. */
    public enum Outcome {
        /** It was not and never will be. */
        NOT_APPLIED,
        /** It may have been, or may yet be. */
        UNKNOWN
    }

    StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Whether the change set was applied. */
    public abstract Outcome outcome();
}
