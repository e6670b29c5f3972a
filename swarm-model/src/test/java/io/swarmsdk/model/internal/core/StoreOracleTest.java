package io.swarmsdk.model.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmsdk.model.Network;
import io.swarmsdk.model.ObjectKind;
import io.swarmsdk.model.Service;
import io.swarmsdk.model.SwarmObject;
import io.swarmsdk.model.Task;
import io.swarmsdk.model.fixture.RandomNouns;
import io.swarmsdk.model.store.ChangeSet;
import io.swarmsdk.model.store.Conflict;
import io.swarmsdk.model.store.ConflictException;
import io.swarmsdk.model.store.PlanningView;
import io.swarmsdk.model.store.StoreView;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreOracleTest {
    private static final List<String> IDS = List.of("id0", "id1", "id2", "id3", "id4", "id5");

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void doesWhatANaiveStoreDoes(long seed) {
        var nouns = new RandomNouns(seed);
        var core = new StoreCore();
        var oracle = new NaiveStore();
        int applied = 0;
        int steps = 400;
        for (int index = 1; index <= steps; index++) {
            long term = 1 + index / 150;
            var changes = nouns.changeSet((kind, id) -> version(core.state(), kind, id));
            var planned = planned(core.state(), changes);
            var before = core.state();
            var outcome = core.apply(index, term, changes);
            var expected = oracle.apply(term, changes);
            assertThat(outcome.conflict().map(Conflict::precondition))
                    .as("entry %d: %s", index, changes)
                    .isEqualTo(expected);
            if (expected.isPresent()) {
                assertThat(core.state()).isSameAs(before);
            } else {
                applied++;
            }
            sameContent(core.state(), oracle);
            if (changes.term().isEmpty()) {
                assertThat(planned.isPresent()).isEqualTo(expected.isEmpty());
                planned.ifPresent(view -> sameContent(view, oracle));
            }
        }
        assertThat(applied).as("applied of %d", steps).isBetween(steps / 10, steps * 9 / 10);
    }

    private static Optional<StoreView> planned(StoreView base, ChangeSet changes) {
        var view = new PlanningView(base);
        try {
            view.apply(changes);
            return Optional.of(view);
        } catch (ConflictException e) {
            return Optional.empty();
        }
    }

    private static long version(StoreView view, ObjectKind kind, String id) {
        return view.object(kind, id).map(object -> object.meta().version()).orElse(0L);
    }

    private static void sameContent(StoreView view, NaiveStore oracle) {
        for (var kind : ObjectKind.values()) {
            var expected = oracle.all(SwarmObject.class, object -> object.kind() == kind).stream()
                    .sorted(Comparator.comparing(SwarmObject::id))
                    .toList();
            assertThat(List.<SwarmObject>copyOf(view.objects(kind))).isEqualTo(expected);
        }
        for (var id : IDS) {
            assertThat(List.copyOf(view.tasksOfService(id)))
                    .isEqualTo(oracle.all(Task.class, task -> task.serviceId().equals(id)).stream()
                            .sorted(Comparator.comparing(Task::slot).thenComparing(Task::id))
                            .toList());
            assertThat(List.copyOf(view.tasksOnNode(id)))
                    .isEqualTo(byId(oracle.all(Task.class, task -> task.nodeId().equals(Optional.of(id)))));
            for (int slot = 0; slot < 4; slot++) {
                int wanted = slot;
                assertThat(List.copyOf(view.tasksInSlot(id, slot)))
                        .isEqualTo(byId(
                                oracle.all(Task.class, task -> task.serviceId().equals(id) && task.slot() == wanted)));
            }
        }
        for (var name : List.of("web", "db", "FRONT", "back", "none")) {
            assertThat(List.copyOf(view.servicesUsingNetwork(name))).isEqualTo(byId(oracle.usersOf(name)));
            assertThat(view.serviceByName(name).stream().toList())
                    .isEqualTo(oracle.all(Service.class, it -> it.spec().name().equalsIgnoreCase(name)));
            assertThat(view.networkByName(name).stream().toList())
                    .isEqualTo(oracle.all(Network.class, it -> it.spec().name().equalsIgnoreCase(name)));
        }
    }

    private static <T extends SwarmObject> List<T> byId(List<T> objects) {
        return objects.stream().sorted(Comparator.comparing(SwarmObject::id)).toList();
    }
}
