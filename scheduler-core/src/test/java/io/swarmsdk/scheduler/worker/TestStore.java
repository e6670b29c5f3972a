package io.swarmsdk.scheduler.worker;

import io.swarmsdk.model.SwarmObject;
import io.swarmsdk.model.Task;
import io.swarmsdk.model.spi.ReplicatedLog;
import io.swarmsdk.model.store.Change;
import io.swarmsdk.model.store.ChangeSet;
import io.swarmsdk.model.store.PlanningView;
import io.swarmsdk.model.store.StateStore;
import io.swarmsdk.model.store.StoreEvent;
import io.swarmsdk.model.store.StoreView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The store's own rules without its threads: a change set is applied here and now, or throws its conflict. */
public final class TestStore {
    private PlanningView state;
    private long revision;

    public TestStore(SwarmObject... objects) {
        try (var empty =
                StateStore.builder().log(ReplicatedLog.local()).name("empty").build()) {
            state = new PlanningView(empty.view());
        }
        var all = ChangeSet.builder(Nouns.NOON).create(Nouns.WEB);
        List.of(objects).forEach(all::create);
        apply(all.build());
    }

    /** A view that later changes do not touch. */
    public StoreView view() {
        return new PlanningView(state);
    }

    /** Applies, or throws {@link io.swarmsdk.model.store.ConflictException}. */
    public List<StoreEvent> apply(ChangeSet changes) {
        var before = view();
        state.apply(changes);
        revision++;
        var events = new ArrayList<StoreEvent>();
        for (var change : changes.changes()) {
            if (change instanceof Change.Create create) {
                events.add(event(before, create.object()));
            } else if (change instanceof Change.Update update) {
                events.add(event(before, update.next()));
            } else if (change instanceof Change.Delete delete) {
                events.add(
                        event(before, before.object(delete.kind(), delete.id()).orElseThrow()));
            }
        }
        return events;
    }

    public List<StoreEvent> create(SwarmObject object) {
        return apply(ChangeSet.builder(Nouns.NOON).create(object).build());
    }

    public List<StoreEvent> update(SwarmObject next) {
        return apply(ChangeSet.builder(Nouns.NOON).update(next).build());
    }

    public List<StoreEvent> delete(SwarmObject object) {
        var stored = view().object(object.kind(), object.id()).orElseThrow();
        return apply(ChangeSet.builder(Nouns.NOON)
                .delete(stored.kind(), stored.id(), stored.meta().version())
                .build());
    }

    public Task task(String id) {
        return state.task(id).orElseThrow();
    }

    private StoreEvent event(StoreView before, SwarmObject object) {
        Optional<SwarmObject> was = before.object(object.kind(), object.id()).map(found -> found);
        Optional<SwarmObject> is = state.object(object.kind(), object.id()).map(found -> found);
        return new StoreEvent(revision, object.kind(), object.id(), was, is);
    }
}
