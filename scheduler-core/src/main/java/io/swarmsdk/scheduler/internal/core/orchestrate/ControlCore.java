package io.swarmsdk.scheduler.internal.core.orchestrate;

import io.swarmsdk.model.ObjectKind;
import io.swarmsdk.model.Service;
import io.swarmsdk.model.ServiceMode;
import io.swarmsdk.model.SwarmObject;
import io.swarmsdk.model.Task;
import io.swarmsdk.model.store.Change;
import io.swarmsdk.model.store.ChangeSet;
import io.swarmsdk.model.store.PlanningView;
import io.swarmsdk.model.store.StoreEvent;
import io.swarmsdk.model.store.StoreView;
import io.swarmsdk.scheduler.internal.core.plan.ControlConfig;
import io.swarmsdk.scheduler.internal.core.plan.ControlEffects;
import io.swarmsdk.scheduler.internal.core.plan.IdSource;
import io.swarmsdk.scheduler.internal.core.plan.Ledger;
import io.swarmsdk.scheduler.internal.core.plan.Plan;
import io.swarmsdk.scheduler.internal.core.plan.Slot;
import io.swarmsdk.scheduler.internal.core.plan.SlotKey;
import io.swarmsdk.scheduler.internal.core.plan.Worklist;
import io.swarmsdk.scheduler.internal.core.update.DirtyCheck;
import io.swarmsdk.scheduler.internal.core.update.Rollouts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * All control loops of a manager as one core. It is told of leadership, events, answers to its change sets, and the time;
 * a turn answers with change sets. Events only say where to look: what to do is decided on the view, which holds what is
 * on its way. Nothing looks at all tasks for one event; that happens at the start of a leadership and after the watch
 * was lost.
 *
 * <p>Confined to the thread that drives it.
 */
public final class ControlCore {
    /** How a change set failed. */
    public enum Failure {
        /** A precondition did not hold: look again at once. */
        CONFLICT,
        /** It was not applied for another reason: look again after a rest. */
        NOT_APPLIED,
        /** It may be applied yet: look at everything after a rest. */
        UNKNOWN
    }

    // The loops feed each other a few times per turn; what is left after this goes into the next turn.
    private static final int MAX_ROUNDS = 64;

    private static final long BLOCKED_MILLIS = 50;

    private final ControlConfig config;
    private final IdSource ids;
    private final Ledger ledger = new Ledger();
    private final Worklist work = new Worklist();
    private final Rollouts rollouts = new Rollouts(work);
    private final ServiceKeeper services = new ServiceKeeper(work, rollouts);
    private final SlotKeeper slots;
    private final Addressing addressing = new Addressing();
    private final Placement placement;
    private final List<StoreEvent> events = new ArrayList<>();

    private boolean leading;
    private boolean lookAtAll;
    private boolean workLeft;
    private boolean blocked;
    private long term;
    private long nowMillis = Long.MIN_VALUE;
    private long restUntilMillis = Long.MIN_VALUE;
    private int maxChanges;
    private long changeSets;
    private long conflicts;

    /** A core that does nothing until it is told to lead. */
    public ControlCore(ControlConfig config, long idSeed) {
        this.config = config;
        this.ids = new IdSource(idSeed);
        this.slots = new SlotKeeper(config, work);
        this.placement = new Placement(config.placementPause().toMillis());
        this.maxChanges = config.maxChanges();
    }

    /** This manager leads and its store has caught up: begin, with a look at everything. */
    public void lead(long newTerm) {
        stop();
        term = newTerm;
        leading = true;
        lookAtAll = true;
    }

    /** This manager leads no longer: forget all. */
    public void stop() {
        leading = false;
        ledger.clear();
        rollouts.clear();
        events.clear();
        work.clear();
        restUntilMillis = Long.MIN_VALUE;
        workLeft = false;
    }

    /** Changes of the store, in log order. */
    public void changed(List<StoreEvent> changes) {
        if (leading) {
            events.addAll(changes);
        }
    }

    /** Events were lost: look at everything. */
    public void resync() {
        events.clear();
        lookAtAll = true;
    }

    /** A change set was applied at this revision. */
    public void committed(long token, long revision) {
        ledger.committed(token, revision);
        maxChanges = Math.min(config.maxChanges(), maxChanges * 2);
    }

    /** A change set was not applied, or nobody knows. */
    public void failed(long token, Failure how, long now) {
        if (!ledger.failed(token)) {
            return;
        }
        conflicts++;
        if (how == Failure.CONFLICT) {
            maxChanges = Math.max(1, maxChanges / 4); // someone writes the same objects: smaller sets lose less
        } else {
            restUntilMillis = now + config.retryPause().toMillis();
            lookAtAll |= how == Failure.UNKNOWN;
        }
    }

    /** Decides what can be decided now on the latest applied view. Time never runs backwards in here. */
    public void turn(StoreView applied, long now, ControlEffects effects) {
        nowMillis = Math.max(nowMillis, now);
        if (!leading || nowMillis < restUntilMillis) {
            return;
        }
        var view = ledger.planOn(applied);
        blocked = view.isEmpty();
        view.ifPresent(ready -> plan(ready, effects));
    }

    /** When a turn is due even if nothing happens; empty for never. */
    public OptionalLong nextDeadlineMillis() {
        if (!leading) {
            return OptionalLong.empty();
        }
        if (nowMillis < restUntilMillis) {
            return OptionalLong.of(restUntilMillis);
        }
        if (blocked) {
            return OptionalLong.of(nowMillis + BLOCKED_MILLIS); // normally an answer comes first
        }
        if (workLeft && ledger.inFlight() < config.maxInFlight()) {
            return OptionalLong.of(nowMillis);
        }
        var next = Math.min(
                work.slotTimes.next().orElse(Long.MAX_VALUE),
                work.rolloutTimes.next().orElse(Long.MAX_VALUE));
        next = Math.min(next, placement.nextMillis().orElse(Long.MAX_VALUE));
        return next == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(next);
    }

    /** Whether it orchestrates. */
    public boolean leading() {
        return leading;
    }

    /** The term it orchestrates in, or did last. */
    public long term() {
        return term;
    }

    /** Change sets proposed so far. */
    public long changeSets() {
        return changeSets;
    }

    /** Change sets that failed so far. */
    public long conflicts() {
        return conflicts;
    }

    /** Tasks that fit on no node. */
    public int tasksWithoutNode() {
        return placement.unplaceable();
    }

    /** Tasks that get no address. */
    public int tasksWithoutAddress() {
        return addressing.blocked();
    }

    private void plan(PlanningView view, ControlEffects effects) {
        var plan = new Plan(
                view,
                nowMillis,
                ids,
                maxChanges,
                (kind, id, before) -> touched(kind, id, before, view),
                changes -> propose(changes, effects),
                () -> ledger.inFlight() >= config.maxInFlight());
        takeNews(view);
        work.takeDue(nowMillis);
        workLeft = true;
        for (int round = 0; round < MAX_ROUNDS && workLeft && !plan.full(); round++) {
            orchestrate(plan, effects);
            addressing.run(plan, effects);
            placement.run(plan);
            workLeft = !(work.isEmpty() && addressing.idle() && placement.idle(nowMillis));
        }
        plan.flush();
    }

    private void orchestrate(Plan plan, ControlEffects effects) {
        while (!work.nodes.isEmpty() && !plan.full()) {
            lookAtNode(work.nodes.pollFirst(), plan);
        }
        while (!work.services.isEmpty() && !plan.full()) {
            services.look(work.services.pollFirst(), plan);
        }
        while (!work.slots.isEmpty() && !plan.full()) {
            slots.look(work.slots.pollFirst(), plan);
        }
        while (!work.rollouts.isEmpty() && !plan.full()) {
            rollouts.advance(work.rollouts.pollFirst(), plan, effects);
        }
    }

    private void lookAtNode(String nodeId, Plan plan) {
        plan.view().tasksOnNode(nodeId).forEach(task -> work.slots.add(SlotKey.of(task)));
        for (Service service : plan.view().services()) {
            if (service.spec().mode() instanceof ServiceMode.Global) {
                var key = SlotKey.onNode(service.id(), nodeId);
                work.slots.add(key);
                if (DirtyCheck.dirty(service, Slot.in(plan.view(), key), plan.view())) {
                    work.services.add(service.id()); // a node that comes back from a pause catches up
                }
            }
        }
    }

    private void propose(List<Change> changes, ControlEffects effects) {
        var set = ChangeSet.builder(Instant.ofEpochMilli(nowMillis)).inTerm(term);
        changes.forEach(set::add);
        var built = set.build();
        changeSets++;
        effects.commit(ledger.proposed(built), built);
    }

    /** Takes in what has happened since the last turn; the view already shows it. */
    private void takeNews(PlanningView view) {
        var failed = ledger.takeFailed();
        if (lookAtAll) {
            lookAtAll = false;
            lookAtAll(view);
        } else {
            failed.forEach(change -> lookAgain(change, view));
            for (StoreEvent event : events) {
                event.after().ifPresent(after -> noteFailure(event.before(), after));
                observe(event.kind(), event.id(), event.before().or(event::after), view);
            }
        }
        events.clear();
    }

    private void lookAtAll(PlanningView view) {
        addressing.clear();
        placement.clear();
        work.clear();
        for (Task task : view.tasks()) {
            placement.failed(task, nowMillis);
            observe(ObjectKind.TASK, task.id(), Optional.of(task), view);
        }
        view.services().forEach(service -> work.services.add(service.id()));
    }

    /** A change that was decided and not applied: whoever decided it must look again. */
    private void lookAgain(Change change, PlanningView view) {
        if (change instanceof Change.Create create) {
            lookAgain(create.object(), view);
        } else if (change instanceof Change.Update update) {
            lookAgain(update.next(), view);
        } else if (change instanceof Change.Delete delete) {
            view.object(delete.kind(), delete.id()).ifPresent(object -> lookAgain(object, view));
        }
    }

    private void lookAgain(SwarmObject object, PlanningView view) {
        observe(object.kind(), object.id(), Optional.of(object), view);
        if (object instanceof Task task) {
            work.services.add(task.serviceId());
        }
    }

    private void noteFailure(Optional<SwarmObject> before, SwarmObject after) {
        if (after instanceof Task task
                && before.filter(b ->
                                b instanceof Task old && old.status().state().isTerminal())
                        .isEmpty()) {
            placement.failed(task, nowMillis);
        }
    }

    /** An own change. Those of services and networks are followed up by those who made them. */
    private void touched(ObjectKind kind, String id, Optional<? extends SwarmObject> before, PlanningView view) {
        if (kind == ObjectKind.TASK) {
            observe(kind, id, before, view);
        }
    }

    private void observe(ObjectKind kind, String id, Optional<? extends SwarmObject> before, PlanningView view) {
        switch (kind) {
            case NODE -> nodeChanged(id);
            case SERVICE -> work.services.add(id);
            case NETWORK -> addressing.networkChanged(id, view.network(id));
            case TASK -> taskChanged(id, before, view);
            case STACK -> {
                // a name over services and networks: nothing to do here
            }
        }
    }

    private void nodeChanged(String id) {
        work.nodes.add(id);
        placement.roomChanged();
    }

    private void taskChanged(String id, Optional<? extends SwarmObject> before, PlanningView view) {
        var now = view.task(id);
        addressing.observe(id, now);
        placement.observe(id, now);
        var any = now.or(() -> before.map(Task.class::cast));
        if (any.isPresent()) {
            work.slots.add(SlotKey.of(any.get()));
            if (rollouts.running(any.get().serviceId())) {
                work.rollouts.add(any.get().serviceId());
            }
        }
    }
}
