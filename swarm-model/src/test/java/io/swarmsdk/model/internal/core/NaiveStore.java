package io.swarmsdk.model.internal.core;

import io.swarmsdk.model.Meta;
import io.swarmsdk.model.Network;
import io.swarmsdk.model.ObjectKind;
import io.swarmsdk.model.Service;
import io.swarmsdk.model.Stack;
import io.swarmsdk.model.SwarmObject;
import io.swarmsdk.model.Task;
import io.swarmsdk.model.store.Change;
import io.swarmsdk.model.store.ChangeSet;
import io.swarmsdk.model.store.Conflict.Precondition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The same rules, said as simply as can be: one hash map, copied for each set, and a scan for each question. */
final class NaiveStore {
    private record Key(ObjectKind kind, String id) {}

    private Map<Key, SwarmObject> objects = new HashMap<>();

    /** The precondition that did not hold. */
    Optional<Precondition> apply(long term, ChangeSet changes) {
        if (changes.term().orElse(term) < term) {
            return Optional.of(Precondition.TERM);
        }
        var undo = new HashMap<>(objects);
        for (var change : changes.changes()) {
            var broken = apply(change, changes);
            if (broken.isPresent()) {
                objects = undo;
                return broken;
            }
        }
        return Optional.empty();
    }

    private @Nullable SwarmObject get(ObjectKind kind, String id) {
        return objects.get(new Key(kind, id));
    }

    <T> List<T> all(Class<T> type, Predicate<T> wanted) {
        return objects.values().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .filter(wanted)
                .toList();
    }

    private Optional<Precondition> apply(Change change, ChangeSet set) {
        if (change instanceof Change.Create create) {
            var object = create.object();
            if (get(object.kind(), object.id()) != null) {
                return Optional.of(Precondition.ABSENT);
            }
            var broken = names(object).or(() -> referents(null, object));
            if (broken.isEmpty()) {
                put(object.withMeta(new Meta(1, set.at(), set.at())));
            }
            return broken;
        }
        if (change instanceof Change.Update update) {
            var next = update.next();
            var old = get(next.kind(), next.id());
            if (old == null) {
                return Optional.of(Precondition.EXISTS);
            }
            var broken = version(next.kind(), next.id(), next.meta().version())
                    .or(() -> names(next))
                    .or(() -> nameOf(old).equalsIgnoreCase(nameOf(next)) ? Optional.empty() : users(old))
                    .or(() -> referents(old, next));
            if (broken.isEmpty()) {
                put(next.withMeta(new Meta(old.meta().version() + 1, old.meta().createdAt(), set.at())));
            }
            return broken;
        }
        if (change instanceof Change.Delete delete) {
            var old = get(delete.kind(), delete.id());
            if (old == null) {
                return Optional.of(Precondition.EXISTS);
            }
            var broken = version(delete.kind(), delete.id(), delete.version()).or(() -> users(old));
            if (broken.isEmpty()) {
                objects.remove(new Key(delete.kind(), delete.id()));
            }
            return broken;
        }
        if (change instanceof Change.RequireVersion require) {
            return version(require.kind(), require.id(), require.version());
        }
        if (change instanceof Change.RequireAbsent require) {
            return get(require.kind(), require.id()) == null ? Optional.empty() : Optional.of(Precondition.ABSENT);
        }
        var free = (Change.RequireNameFree) change;
        return objects.values().stream()
                        .anyMatch(o -> o.kind() == free.kind() && nameOf(o).equalsIgnoreCase(free.name()))
                ? Optional.of(Precondition.NAME_FREE)
                : Optional.empty();
    }

    private void put(SwarmObject object) {
        objects.put(new Key(object.kind(), object.id()), object);
    }

    private Optional<Precondition> version(ObjectKind kind, String id, long version) {
        var stored = get(kind, id);
        if (stored == null) {
            return Optional.of(Precondition.EXISTS);
        }
        return stored.meta().version() == version ? Optional.empty() : Optional.of(Precondition.VERSION);
    }

    private Optional<Precondition> names(SwarmObject object) {
        return !nameOf(object).isEmpty()
                        && objects.values().stream()
                                .anyMatch(other -> other.kind() == object.kind()
                                        && !other.id().equals(object.id())
                                        && nameOf(other).equalsIgnoreCase(nameOf(object)))
                ? Optional.of(Precondition.NAME_FREE)
                : Optional.empty();
    }

    private Optional<Precondition> referents(@Nullable SwarmObject old, SwarmObject object) {
        boolean missing = false;
        if (object instanceof Task task) {
            boolean known = old instanceof Task before && before.serviceId().equals(task.serviceId());
            missing = !known && get(ObjectKind.SERVICE, task.serviceId()) == null;
        } else if (object instanceof Service service) {
            missing = !service.spec().task().networks().stream()
                    .allMatch(use -> all(Network.class, n -> nameOf(n).equalsIgnoreCase(use.network()))
                                    .size()
                            == 1);
        }
        return missing ? Optional.of(Precondition.REFERENT_EXISTS) : Optional.empty();
    }

    private Optional<Precondition> users(SwarmObject object) {
        if (!(object instanceof Network network)) {
            return Optional.empty();
        }
        boolean used = !usersOf(nameOf(network)).isEmpty()
                || !all(
                                Task.class,
                                task -> !task.status().state().isTerminal()
                                        && task.networks().stream()
                                                .anyMatch(a -> a.networkId().equals(network.id())))
                        .isEmpty();
        return used ? Optional.of(Precondition.NOT_REFERENCED) : Optional.empty();
    }

    List<Service> usersOf(String networkName) {
        return all(
                Service.class,
                service -> service.spec().task().networks().stream()
                        .anyMatch(use -> use.network().equalsIgnoreCase(networkName)));
    }

    private static String nameOf(SwarmObject object) {
        if (object instanceof Service service) {
            return service.spec().name();
        }
        if (object instanceof Network network) {
            return network.spec().name();
        }
        return object instanceof Stack stack ? stack.spec().name() : "";
    }
}
