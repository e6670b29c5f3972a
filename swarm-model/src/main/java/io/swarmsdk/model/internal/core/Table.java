package io.swarmsdk.model.internal.core;

import io.swarmsdk.model.Network;
import io.swarmsdk.model.Service;
import io.swarmsdk.model.Stack;
import io.swarmsdk.model.SwarmObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All objects of one kind, by id and, where they have one, by name. Immutable. */
record Table<T extends SwarmObject>(SortedTree<String, T> byId, SortedTree<String, String> idByName) {
    static <T extends SwarmObject> Table<T> empty() {
        return new Table<>(SortedTree.empty(), SortedTree.empty());
    }

    @Nullable
    T get(String id) {
        return byId.get(id);
    }

    @Nullable
    T getByName(String name) {
        var id = idByName.get(fold(name));
        return id == null ? null : byId.get(id);
    }

    Table<T> with(T object) {
        var cleared = without(object.id());
        var name = nameOf(object);
        return new Table<>(
                cleared.byId.with(object.id(), object),
                name.isEmpty() ? cleared.idByName : cleared.idByName.with(fold(name.get()), object.id()));
    }

    Table<T> without(String id) {
        var old = byId.get(id);
        if (old == null) {
            return this;
        }
        var name = nameOf(old);
        return new Table<>(byId.without(id), name.isEmpty() ? idByName : idByName.without(fold(name.get())));
    }

    /** The name that must be unique within the kind, for those kinds that have one. */
    static Optional<String> nameOf(SwarmObject object) {
        return switch (object.kind()) {
            case NODE, TASK -> Optional.empty();
            case SERVICE -> Optional.of(((Service) object).spec().name());
            case NETWORK -> Optional.of(((Network) object).spec().name());
            case STACK -> Optional.of(((Stack) object).spec().name());
        };
    }

    /** Names differ when they differ by more than case; letters beyond ASCII stay as they are. */
    static String fold(String name) {
        var folded = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            folded.append(c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c);
        }
        return folded.toString();
    }
}
