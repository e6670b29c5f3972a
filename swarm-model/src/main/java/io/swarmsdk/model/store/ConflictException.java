package io.swarmsdk.model.store;

import io.swarmsdk.model.ObjectKind;
import java.util.Optional;

/** A precondition of a change set did not hold; nothing of it was applied. Read again and decide anew. */
public final class ConflictException extends StoreException {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial")
    private final Conflict conflict;

    /** For this conflict. */
    public ConflictException(Conflict conflict) {
        super(conflict.toString(), null);
        this.conflict = conflict;
    }

    /** What did not hold. */
    public Conflict conflict() {
        return conflict;
    }

    /** Family of the object; empty when a later term was in the way. */
    public Optional<ObjectKind> kind() {
        return conflict.kind();
    }

    /** Id of the object, or the name that is taken. */
    public String id() {
        return conflict.id();
    }

    @Override
    public Outcome outcome() {
        return Outcome.NOT_APPLIED;
    }
}
