package io.swarmsdk.model.store;

import io.swarmsdk.model.ObjectKind;
import io.swarmsdk.model.SwarmObject;
import java.util.Optional;

/**
 * One object changed. Created when there is no before, deleted when there is no after.
 *
 * @param revision log index of the change set; the events of one set share it
 * @param kind family of the object
 * @param id of the object
 * @param before as it was
 * @param after as it is
 */
public record StoreEvent(
        long revision, ObjectKind kind, String id, Optional<SwarmObject> before, Optional<SwarmObject> after) {
    /** As it is, or as it last was. */
    public SwarmObject object() {
        return after.or(() -> before).orElseThrow();
    }
}
