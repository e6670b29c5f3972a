package io.swarmsdk.model.store;

import java.util.List;

/** Told of changes on the store's callback executor, one call at a time. May block; then it falls behind. */
public interface Watcher {
    /** Changes that passed the filter, in log order. The events of one change set always come in one call. */
    void onEvents(List<StoreEvent> events);

    /**
     * The store no longer holds the changes that come next: the watcher was too slow, began too far back, or the store
     * was restored. The watch has ended; take a new {@link StateStore#view()} and watch from its revision.
     */
    void onResyncNeeded();
}
