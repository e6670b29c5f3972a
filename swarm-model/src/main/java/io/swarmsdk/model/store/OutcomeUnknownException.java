package io.swarmsdk.model.store;

import org.jspecify.annotations.Nullable;

/** The change set was sent and no answer came back; it may yet be applied. Read before you try again. */
public final class OutcomeUnknownException extends StoreException {
    private static final long serialVersionUID = 1L;

    /** With a reason and, where there is one, what was thrown. */
    public OutcomeUnknownException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public Outcome outcome() {
        return Outcome.UNKNOWN;
    }
}
