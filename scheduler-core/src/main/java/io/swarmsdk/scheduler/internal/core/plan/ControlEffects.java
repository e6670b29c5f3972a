package io.swarmsdk.scheduler.internal.core.plan;

import io.swarmsdk.model.store.ChangeSet;

/** Where the core puts what it wants done. */
public interface ControlEffects {
    /** Propose this; then say {@code committed} or {@code failed} with the token. Sets must be proposed in this order. */
    void commit(long token, ChangeSet changes);

    /** Something an operator would ask about. */
    void note(String what);
}
