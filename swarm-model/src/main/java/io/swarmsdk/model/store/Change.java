package io.swarmsdk.model.store;

import io.swarmsdk.model.ObjectKind;
import io.swarmsdk.model.SwarmObject;

/** One line of a {@link ChangeSet}: a change with its preconditions, or a precondition alone. */
public sealed interface Change {
    /** Hands this to the method made for it. */
    <R> R deliverTo(Receiver<R> receiver);

    /** Takes every kind of change. */
    interface Receiver<R> {
        /** See {@link Create}. */
        R create(Create create);

        /** See {@link Update}. */
        R update(Update update);

        /** See {@link Delete}. */
        R delete(Delete delete);

        /** See {@link RequireVersion}. */
        R requireVersion(RequireVersion require);

        /** See {@link RequireAbsent}. */
        R requireAbsent(RequireAbsent require);

        /** See {@link RequireNameFree}. */
        R requireNameFree(RequireNameFree require);
    }

    /**
     * A new object. Its id must be absent, its name free, and what it refers to must exist.
     *
     * @param object as it shall be; its meta is written by the store
     */
    record Create(SwarmObject object) implements Change {
        @Override
        public <R> R deliverTo(Receiver<R> receiver) {
            return receiver.create(this);
        }
    }

    /**
     * Another content for an object. The stored version must equal that of the meta given; a changed name must be free
     * and what it refers to must exist.
     *
     * @param next as it shall be, with the meta it was read with
     */
    record Update(SwarmObject next) implements Change {
        @Override
        public <R> R deliverTo(Receiver<R> receiver) {
            return receiver.update(this);
        }
    }

    /**
     * The end of an object. It must have this version, and nothing may refer to it.
     *
     * @param kind its family
     * @param id its id
     * @param version the version it was read at
     */
    record Delete(ObjectKind kind, String id, long version) implements Change {
        @Override
        public <R> R deliverTo(Receiver<R> receiver) {
            return receiver.delete(this);
        }
    }

    /**
     * An object must have this version; changes nothing.
     *
     * @param kind its family
     * @param id its id
     * @param version the version it was read at
     */
    record RequireVersion(ObjectKind kind, String id, long version) implements Change {
        @Override
        public <R> R deliverTo(Receiver<R> receiver) {
            return receiver.requireVersion(this);
        }
    }

    /**
     * No object may have this id; changes nothing.
     *
     * @param kind its family
     * @param id its id
     */
    record RequireAbsent(ObjectKind kind, String id) implements Change {
        @Override
        public <R> R deliverTo(Receiver<R> receiver) {
            return receiver.requireAbsent(this);
        }
    }

    /**
     * No object may have this name; changes nothing.
     *
     * @param kind services, networks or stacks
     * @param name compared without regard to case
     */
    record RequireNameFree(ObjectKind kind, String name) implements Change {
        /** Rejects kinds whose objects have no names. */
        public RequireNameFree {
            if (kind == ObjectKind.NODE || kind == ObjectKind.TASK) {
                throw new IllegalArgumentException("kind: " + kind + " (expected: SERVICE, NETWORK or STACK)");
            }
        }

        @Override
        public <R> R deliverTo(Receiver<R> receiver) {
            return receiver.requireNameFree(this);
        }
    }
}
