package io.swarmsdk.model.store;

import java.util.List;
import java.util.function.Consumer;

/** Told of changes on the store's callback executor, one call at a time. May block; then it falls behind. */
public interface Watcher {
    /** Changes that passed the filter, in log order. The events of one change set always come in one call. */
    void onEvents(List<StoreEvent> events);

    /**
     * The store no longer holds the changes that come next: the watcher was too slow, began too far back, or the store
     * was restored. The watch has ended; take a new {@link StateStore#view()} and watch from its revision.
     */
    void onResyncNeeded();

    /** A watcher from its two answers. */
    static Watcher of(Consumer<List<StoreEvent>> onEvents, Runnable onResyncNeeded) {
        return new Watcher() {
            @Override
            public void onEvents(List<StoreEvent> events) {
                onEvents.accept(events);
            }

            @Override
            public void onResyncNeeded() {
                onResyncNeeded.run();
            }
        };
    }
}
