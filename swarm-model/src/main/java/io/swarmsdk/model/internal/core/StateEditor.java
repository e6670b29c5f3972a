package io.swarmsdk.model.internal.core;

import io.swarmsdk.model.Meta;
import io.swarmsdk.model.Network;
import io.swarmsdk.model.Node;
import io.swarmsdk.model.ObjectKind;
import io.swarmsdk.model.Service;
import io.swarmsdk.model.Stack;
import io.swarmsdk.model.SwarmObject;
import io.swarmsdk.model.Task;
import io.swarmsdk.model.store.Change;
import io.swarmsdk.model.store.ChangeSet;
import io.swarmsdk.model.store.Conflict;
import io.swarmsdk.model.store.Conflict.Precondition;
import io.swarmsdk.model.store.StoreEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes the next state from one: applies changes one after the other to a working copy and keeps the indexes true. The
 * state it began with is never touched, so dropping an editor undoes all. Belongs to one thread.
 */
public final class StateEditor {
    private final long revision;
    private final List<StoreEvent> events = new ArrayList<>();
    private Table<Node> nodes;
    private Table<Service> services;
    private Table<Task> tasks;
    private Table<Network> networks;
    private Table<Stack> stacks;
    private TaskIndex taskIndex;
    private SortedTree<String, SortedTree<String, Service>> networkUsers;

    /** Begins with a state; the next one and its events will have the revision given. */
    public StateEditor(StoreState base, long revision) {
        this.revision = revision;
        nodes = base.nodes;
        services = base.services;
        tasks = base.tasks;
        networks = base.networks;
        stacks = base.stacks;
        taskIndex = base.taskIndex;
        networkUsers = base.networkUsers;
    }

    /** Applies all lines; at the first that does not hold returns why, and the editor is to be dropped. */
    public Optional<Conflict> applyAll(ChangeSet changes) {
        var rules = new Rules(changes.at());
        for (var change : changes.changes()) {
            var conflict = change.deliverTo(rules);
            if (conflict.isPresent()) {
                return conflict;
            }
        }
        return Optional.empty();
    }

    /** What has changed so far, in order. */
    public List<StoreEvent> events() {
        return events;
    }

    /** The state as it is now. */
    public StoreState toState() {
        return new StoreState(revision, nodes, services, tasks, networks, stacks, taskIndex, networkUsers);
    }

    /** The object of this kind and id, or null. */
    public @Nullable SwarmObject get(ObjectKind kind, String id) {
        return table(kind).get(id);
    }

    /** True when the object has no name, or one that no other object of its kind has. */
    public boolean nameIsFreeFor(SwarmObject object) {
        return nameFreeFor(object).isEmpty();
    }

    private @Nullable String idOfName(ObjectKind kind, String name) {
        return table(kind).idByName().get(Table.fold(name));
    }

    /** Stores an object as it is, without asking. */
    public void put(SwarmObject object) {
        var before = get(object.kind(), object.id());
        switch (object.kind()) {
            case NODE -> nodes = nodes.with((Node) object);
            case SERVICE -> {
                services = services.with((Service) object);
                indexService((Service) before, (Service) object);
            }
            case TASK -> {
                tasks = tasks.with((Task) object);
                taskIndex = taskIndex.replace((Task) before, (Task) object);
            }
            case NETWORK -> networks = networks.with((Network) object);
            case STACK -> stacks = stacks.with((Stack) object);
        }
        events.add(
                new StoreEvent(revision, object.kind(), object.id(), Optional.ofNullable(before), Optional.of(object)));
    }

    private void remove(SwarmObject object) {
        var id = object.id();
        switch (object.kind()) {
            case NODE -> nodes = nodes.without(id);
            case SERVICE -> {
                services = services.without(id);
                indexService((Service) object, null);
            }
            case TASK -> {
                tasks = tasks.without(id);
                taskIndex = taskIndex.replace((Task) object, null);
            }
            case NETWORK -> networks = networks.without(id);
            case STACK -> stacks = stacks.without(id);
        }
        events.add(new StoreEvent(revision, object.kind(), id, Optional.of(object), Optional.empty()));
    }

    private void indexService(@Nullable Service before, @Nullable Service after) {
        if (before != null) {
            for (var use : before.spec().task().networks()) {
                networkUsers = TaskIndex.without(networkUsers, Table.fold(use.network()), before.id());
            }
        }
        if (after != null) {
            for (var use : after.spec().task().networks()) {
                networkUsers = TaskIndex.with(networkUsers, Table.fold(use.network()), after.id(), after);
            }
        }
    }

    private Table<? extends SwarmObject> table(ObjectKind kind) {
        return switch (kind) {
            case NODE -> nodes;
            case SERVICE -> services;
            case TASK -> tasks;
            case NETWORK -> networks;
            case STACK -> stacks;
        };
    }

    /** What each line demands, and what it does when that holds. */
    private final class Rules implements Change.Receiver<Optional<Conflict>> {
        private final Instant at;

        Rules(Instant at) {
            this.at = at;
        }

        @Override
        public Optional<Conflict> create(Change.Create create) {
            var object = create.object();
            return absent(object.kind(), object.id())
                    .or(() -> nameFreeFor(object))
                    .or(() -> referentsExist(null, object))
                    .or(() -> done(() -> put(object.withMeta(new Meta(0, at, at).changedAt(at)))));
        }

        @Override
        public Optional<Conflict> update(Change.Update update) {
            var next = update.next();
            var stored = get(next.kind(), next.id());
            return atVersion(next.kind(), next.id(), next.meta().version())
                    .or(() -> nameFreeFor(next))
                    .or(() -> notRenamedWhileReferenced(stored, next))
                    .or(() -> referentsExist(stored, next))
                    .or(() -> done(() -> put(next.withMeta(metaOf(stored).changedAt(at)))));
        }

        @Override
        public Optional<Conflict> delete(Change.Delete delete) {
            var stored = get(delete.kind(), delete.id());
            return atVersion(delete.kind(), delete.id(), delete.version())
                    .or(() -> stored == null ? Optional.empty() : notReferenced(stored))
                    .or(() -> stored == null ? Optional.empty() : done(() -> remove(stored)));
        }

        @Override
        public Optional<Conflict> requireVersion(Change.RequireVersion require) {
            return atVersion(require.kind(), require.id(), require.version());
        }

        @Override
        public Optional<Conflict> requireAbsent(Change.RequireAbsent require) {
            return absent(require.kind(), require.id());
        }

        @Override
        public Optional<Conflict> requireNameFree(Change.RequireNameFree require) {
            var holder = idOfName(require.kind(), require.name());
            return holder == null ? Optional.empty() : nameTaken(require.kind(), require.name(), holder);
        }
    }

    private static Optional<Conflict> done(Runnable effect) {
        effect.run();
        return Optional.empty();
    }

    private static Meta metaOf(@Nullable SwarmObject stored) {
        return stored == null ? Meta.unsaved() : stored.meta();
    }

    private Optional<Conflict> absent(ObjectKind kind, String id) {
        return get(kind, id) == null ? Optional.empty() : conflict(Precondition.ABSENT, kind, id, "exists already");
    }

    private Optional<Conflict> atVersion(ObjectKind kind, String id, long version) {
        var stored = get(kind, id);
        if (stored == null) {
            return conflict(Precondition.EXISTS, kind, id, "does not exist");
        }
        long found = stored.meta().version();
        return found == version
                ? Optional.empty()
                : conflict(Precondition.VERSION, kind, id, "is at version " + found + " (expected: " + version + ")");
    }

    private Optional<Conflict> nameFreeFor(SwarmObject object) {
        var name = Table.nameOf(object);
        if (name.isEmpty()) {
            return Optional.empty();
        }
        var holder = idOfName(object.kind(), name.get());
        return holder == null || holder.equals(object.id())
                ? Optional.empty()
                : nameTaken(object.kind(), name.get(), holder);
    }

    private static Optional<Conflict> nameTaken(ObjectKind kind, String name, String holder) {
        return conflict(Precondition.NAME_FREE, kind, name, "name is taken by " + holder);
    }

    /** A task may outlive its service, so only a task that is new to the service asks for it. */
    private Optional<Conflict> referentsExist(@Nullable SwarmObject before, SwarmObject object) {
        if (object instanceof Task task) {
            boolean known = before instanceof Task old && old.serviceId().equals(task.serviceId());
            return known || services.get(task.serviceId()) != null
                    ? Optional.empty()
                    : conflict(
                            Precondition.REFERENT_EXISTS,
                            ObjectKind.TASK,
                            task.id(),
                            "service " + task.serviceId() + " does not exist");
        }
        if (object instanceof Service service) {
            for (var use : service.spec().task().networks()) {
                if (networks.getByName(use.network()) == null) {
                    return conflict(
                            Precondition.REFERENT_EXISTS,
                            ObjectKind.SERVICE,
                            service.id(),
                            "network '" + use.network() + "' does not exist");
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Conflict> notRenamedWhileReferenced(@Nullable SwarmObject before, SwarmObject object) {
        return before instanceof Network old
                        && object instanceof Network next
                        && !Table.fold(old.spec().name())
                                .equals(Table.fold(next.spec().name()))
                ? notReferenced(old)
                : Optional.empty();
    }

    private Optional<Conflict> notReferenced(SwarmObject object) {
        if (!(object instanceof Network network)) {
            return Optional.empty();
        }
        var users = TaskIndex.values(networkUsers.get(Table.fold(network.spec().name())));
        if (!users.isEmpty()) {
            return inUse(network, "service " + users.iterator().next().spec().name());
        }
        var holders = taskIndex.holdingAddressIn(network.id());
        return holders.isEmpty()
                ? Optional.empty()
                : inUse(network, "task " + holders.iterator().next().name());
    }

    private static Optional<Conflict> inUse(Network network, String user) {
        return conflict(Precondition.NOT_REFERENCED, ObjectKind.NETWORK, network.id(), "is in use by " + user);
    }

    private static Optional<Conflict> conflict(Precondition what, ObjectKind kind, String id, String detail) {
        return Optional.of(new Conflict(what, Optional.of(kind), id, detail));
    }
}
