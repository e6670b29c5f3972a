package io.swarmsdk.model.store;

import io.swarmsdk.model.ObjectKind;
import java.util.Locale;
import java.util.Optional;

/**
 * Why a change set was rejected: the first of its preconditions that did not hold. The same on every replica.
 *
 * @param precondition what was demanded
 * @param kind family of the object; empty for a {@linkplain Precondition#TERM term}
 * @param id its id, or its name where a name was demanded to be free; empty for a term
 * @param detail what was found, for a person
 */
public record Conflict(Precondition precondition, Optional<ObjectKind> kind, String id, String detail) {
    /** What a change set can demand. The order is part of the reply format: append only. */
    public enum Precondition {
        /** The object exists. */
        EXISTS,
        /** The object has the version given. */
        VERSION,
        /** No object has the id. */
        ABSENT,
        /** No other object of the kind has the name. */
        NAME_FREE,
        /** What the object refers to exists. */
        REFERENT_EXISTS,
        /** Nothing refers to the object. */
        NOT_REFERENCED,
        /** No later term has begun. */
        TERM
    }

    @Override
    public String toString() {
        return kind.map(k -> k.name().toLowerCase(Locale.ROOT) + " " + id + ": ")
                        .orElse("")
                + detail;
    }
}
