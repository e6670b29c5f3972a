package io.swarmsdk.scheduler.internal.core.plan;

import io.swarmsdk.model.store.Change;
import io.swarmsdk.model.store.ChangeSet;
import io.swarmsdk.model.store.ConflictException;
import io.swarmsdk.model.store.PlanningView;
import io.swarmsdk.model.store.StoreView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Change sets on their way, and the view that holds them on top of what is applied.
 *
 * <p>After a failure the view is worthless: what was planned on the failed set will fail too. So planning rests until
 * every set on its way is answered, and starts again from an applied view that holds all the successful ones. The same
 * rest bridges the moment in which an applied view already holds a set whose answer is still to come.
 *
 * <p>Belongs to one core.
 */
public final class Ledger {
    private final TreeMap<Long, ChangeSet> inFlight = new TreeMap<>();
    private final List<Change> failed = new ArrayList<>();
    private long nextToken;
    private long committedRevision;
    private boolean broken;

    /** Notes a set that is now proposed; its token rises from set to set. */
    public long proposed(ChangeSet changes) {
        inFlight.put(++nextToken, changes);
        return nextToken;
    }

    /** A set was applied. Tokens of an earlier leadership are ignored. */
    public void committed(long token, long revision) {
        if (inFlight.remove(token) != null) {
            committedRevision = Math.max(committedRevision, revision);
        }
    }

    /** A set was not applied. True when it was one of this leadership. */
    public boolean failed(long token) {
        var set = inFlight.remove(token);
        if (set == null) {
            return false;
        }
        failed.addAll(set.changes());
        broken = true;
        return true;
    }

    /** Sets without an answer. */
    public int inFlight() {
        return inFlight.size();
    }

    /**
     * The applied view with all that is on its way on top. Empty while that cannot be said: then wait for the next answer
     * or a later view.
     */
    public Optional<PlanningView> planOn(StoreView applied) {
        if (applied.revision() < committedRevision || (broken && !inFlight.isEmpty())) {
            return Optional.empty();
        }
        broken = false;
        var view = new PlanningView(applied);
        try {
            inFlight.values().forEach(view::apply);
        } catch (ConflictException alreadyInThere) {
            return Optional.empty(); // applied already, or about to be rejected: its answer is on the way
        }
        return Optional.of(view);
    }

    /** What the failed sets wanted to change, once. Look at all of it again. */
    public List<Change> takeFailed() {
        var taken = List.copyOf(failed);
        failed.clear();
        return taken;
    }

    /** Forgets all; answers still to come are ignored. */
    public void clear() {
        inFlight.clear();
        failed.clear();
        broken = false;
        committedRevision = 0;
    }
}
