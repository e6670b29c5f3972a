package io.swarmsdk.model;

import java.time.Instant;

/**
 * What the store keeps about every object besides its content.
 *
 * @param version raised by one for each applied change of this object; 1 after its creation, 0 before
 * @param createdAt the proposer's clock when it proposed the creation
 * @param updatedAt the proposer's clock when it proposed the last change
 */
public record Meta(long version, Instant createdAt, Instant updatedAt) {
    /** Rejects a negative version. */
    public Meta {
        Checks.that(version >= 0, "version: %s (expected: >= 0)", version);
    }

    /** The meta of an object that no store has seen yet. */
    public static Meta unsaved() {
        return new Meta(0, Instant.EPOCH, Instant.EPOCH);
    }

    /** The meta after one more change, proposed at the given time. */
    public Meta changedAt(Instant at) {
        return new Meta(version + 1, version == 0 ? at : createdAt, at);
    }
}
