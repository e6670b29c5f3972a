package io.swarmsdk.model.store;

import io.swarmsdk.model.ObjectKind;
import io.swarmsdk.model.SwarmObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * Changes that are applied together or not at all. Each line sees what the lines before it did, so a set may create a
 * service and its tasks. Immutable; made by anyone, holds no clock: the time is given.
 */
public final class ChangeSet {
    private final Instant at;
    private final OptionalLong term;
    private final List<Change> changes;

    private ChangeSet(Builder builder) {
        at = builder.at;
        term = builder.term;
        changes = List.copyOf(builder.changes);
    }

    /** A new set; the time is written to the meta of what it changes. */
    public static Builder builder(Instant at) {
        return new Builder(at);
    }

    /** The lines, in the order given. */
    public List<Change> changes() {
        return changes;
    }

    /** True when there are no lines, not even preconditions. */
    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /** The proposer's time. */
    public Instant at() {
        return at;
    }

    /** The term in which alone it may be applied. */
    public OptionalLong term() {
        return term;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChangeSet that
                && at.equals(that.at)
                && term.equals(that.term)
                && changes.equals(that.changes);
    }

    @Override
    public int hashCode() {
        return Objects.hash(at, term, changes);
    }

    @Override
    public String toString() {
        return "ChangeSet[at=" + at + ", term=" + term + ", changes=" + changes + "]";
    }

    /** Collects lines. Belongs to one thread. */
    public static final class Builder {
        private final Instant at;
        private OptionalLong term = OptionalLong.empty();
        private final List<Change> changes = new ArrayList<>();

        private Builder(Instant at) {
            this.at = at;
        }

        /** Adds an object; see {@link Change.Create}. */
        public Builder create(SwarmObject object) {
            return add(new Change.Create(object));
        }

        /** Replaces an object, given with the meta it was read with; see {@link Change.Update}. */
        public Builder update(SwarmObject next) {
            return add(new Change.Update(next));
        }

        /** Removes an object that was read at this version; see {@link Change.Delete}. */
        public Builder delete(ObjectKind kind, String id, long version) {
            return add(new Change.Delete(kind, id, version));
        }

        /** Demands that an object is still as it was read. */
        public Builder requireVersion(ObjectKind kind, String id, long version) {
            return add(new Change.RequireVersion(kind, id, version));
        }

        /** Demands that an id is not in use. */
        public Builder requireAbsent(ObjectKind kind, String id) {
            return add(new Change.RequireAbsent(kind, id));
        }

        /** Demands that a name of a service, network or stack is not in use. */
        public Builder requireNameFree(ObjectKind kind, String name) {
            return add(new Change.RequireNameFree(kind, name));
        }

        /** Adds a line made elsewhere. */
        public Builder add(Change change) {
            changes.add(change);
            return this;
        }

        /** Has the set rejected if a term later than this has begun by the time it is applied. */
        public Builder inTerm(long value) {
            term = OptionalLong.of(value);
            return this;
        }

        /** True while no line was added. */
        public boolean isEmpty() {
            return changes.isEmpty();
        }

        /** The set so far. */
        public ChangeSet build() {
            return new ChangeSet(this);
        }
    }
}
