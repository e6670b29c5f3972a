package io.swarmsdk.model.internal.core;

import io.swarmsdk.model.store.ChangeSet;
import io.swarmsdk.model.store.Conflict;
import io.swarmsdk.model.store.Conflict.Precondition;
import io.swarmsdk.model.store.StoreEvent;
import java.util.List;
import java.util.Optional;

/**
 * The state machine: takes change sets in log order and answers what became of each. Told the same entries, every
 * instance answers the same and holds the same. Belongs to one thread; the states it gives out are free for all.
 */
public final class StoreCore {
    private StoreState state = StoreState.empty();
    private long lastIndex;
    private long lastTerm;

    /**
     * What became of a change set.
     *
     * @param conflict why it was rejected; empty when it was applied
     * @param revision of the state after it
     * @param events what it changed, in order
     */
    public record Outcome(Optional<Conflict> conflict, long revision, List<StoreEvent> events) {}

    /** Applies an entry's change set, or rejects it and changes nothing. Entries come in log order, each once. */
    public Outcome apply(long index, long term, ChangeSet changes) {
        if (index <= lastIndex || term < lastTerm) {
            throw new IllegalStateException("entry " + index + " of term " + term + " after " + lastIndex + " of term "
                    + lastTerm + " (expected: index rises, term does not fall)");
        }
        lastIndex = index;
        lastTerm = term;
        if (changes.term().isPresent() && changes.term().getAsLong() < term) {
            return rejected(laterTerm(changes.term().getAsLong(), term));
        }
        var editor = new StateEditor(state, index);
        var conflict = editor.applyAll(changes);
        if (conflict.isPresent()) {
            return rejected(conflict.get());
        }
        state = editor.toState();
        return new Outcome(Optional.empty(), index, editor.events());
    }

    /** Forgets all and goes on from a state that holds the entries up to an index. */
    public void restore(StoreState restored, long index, long term) {
        state = restored;
        lastIndex = index;
        lastTerm = term;
    }

    /** The state after the last entry. */
    public StoreState state() {
        return state;
    }

    /** Index of the last entry, applied or rejected. */
    public long lastIndex() {
        return lastIndex;
    }

    /** Term of the last entry. */
    public long lastTerm() {
        return lastTerm;
    }

    private Outcome rejected(Conflict conflict) {
        return new Outcome(Optional.of(conflict), state.revision(), List.of());
    }

    private static Conflict laterTerm(long wanted, long found) {
        var detail = "made in term " + wanted + ", term " + found + " has begun";
        return new Conflict(Precondition.TERM, Optional.empty(), "", detail);
    }
}
