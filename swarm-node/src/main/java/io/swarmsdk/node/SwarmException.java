package io.swarmsdk.node;

import org.jspecify.annotations.Nullable;

/** A swarm refused or could not finish what it was asked. {@link #outcome()} tells whether it may have happened. */
public abstract sealed class SwarmException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Whether the change took effect in spite of the failure. */
    public enum Outcome {
        /** Nothing changed, and nothing of it will appear later. */
        NOT_APPLIED,
        /** It may have taken effect, or may yet. */
        UNKNOWN
    }

    private final Outcome outcome;

    private SwarmException(Outcome outcome, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.outcome = outcome;
    }

    /** Whether the change took effect in spite of the failure. */
    public final Outcome outcome() {
        return outcome;
    }

    /** The request cannot be met as it is: something it names does not exist, or a value is out of range. */
    public static final class RefusedException extends SwarmException {
        private static final long serialVersionUID = 1;

        /** With what was asked and what is allowed. */
        public RefusedException(String message, @Nullable Throwable cause) {
            super(Outcome.NOT_APPLIED, message, cause);
        }
    }

    /** The object was changed by somebody else meanwhile: read it again and decide anew. */
    public static final class ConflictException extends SwarmException {
        private static final long serialVersionUID = 1;

        /** With the object and the precondition that did not hold. */
        public ConflictException(String message, @Nullable Throwable cause) {
            super(Outcome.NOT_APPLIED, message, cause);
        }
    }

    /** No manager could take it: none reachable, no leader, or too many requests. Ask again later. */
    public static final class UnavailableException extends SwarmException {
        private static final long serialVersionUID = 1;

        /** With why no manager took it. */
        public UnavailableException(String message, @Nullable Throwable cause) {
            super(Outcome.NOT_APPLIED, message, cause);
        }
    }

    /** It was handed to the managers, but the answer did not come in time. Read the state before asking again. */
    public static final class OutcomeUnknownException extends SwarmException {
        private static final long serialVersionUID = 1;

        /** With what was waited for. */
        public OutcomeUnknownException(String message, @Nullable Throwable cause) {
            super(Outcome.UNKNOWN, message, cause);
        }
    }

    /** The node cannot start or go on: a damaged file, an address in use, a refused join. */
    public static final class NodeException extends SwarmException {
        private static final long serialVersionUID = 1;

        /** With what is wrong and what to do about it. */
        public NodeException(String message, @Nullable Throwable cause) {
            super(Outcome.NOT_APPLIED, message, cause);
        }
    }
}
