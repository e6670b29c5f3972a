package io.swarmsdk.model.store;

import org.jspecify.annotations.Nullable;

/** Bytes that are not what they should be: damaged, hostile, or of a version that this one does not know. */
public final class MalformedException extends StoreException {
    private static final long serialVersionUID = 1L;

    /** With what was seen and what was expected and, where there is one, what was thrown. */
    public MalformedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public Outcome outcome() {
        return Outcome.NOT_APPLIED;
    }
}
