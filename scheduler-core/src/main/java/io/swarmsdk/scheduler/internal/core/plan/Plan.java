package io.swarmsdk.scheduler.internal.core.plan;

import io.swarmsdk.model.Meta;
import io.swarmsdk.model.ObjectKind;
import io.swarmsdk.model.Service;
import io.swarmsdk.model.SwarmObject;
import io.swarmsdk.model.Task;
import io.swarmsdk.model.TaskState;
import io.swarmsdk.model.TaskStatus;
import io.swarmsdk.model.store.Change;
import io.swarmsdk.model.store.ChangeSet;
import io.swarmsdk.model.store.PlanningView;
import io.swarmsdk.model.store.StoreView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The decisions of one turn. Each is seen in the view at once and goes out with its unit: the changes between two calls
 * of {@link #endUnit} are in one change set. Belongs to one turn of one core.
 */
public final class Plan {
    /** Told of every object this plan has changed, after the change. */
    @FunctionalInterface
    public interface Touched {
        /** The object as it was; as it is can be read from the view. */
        void changed(ObjectKind kind, String id, Optional<? extends SwarmObject> before);
    }

    private final PlanningView view;
    private final long nowMillis;
    private final IdSource ids;
    private final int maxChanges;
    private final Touched touched;
    private final Consumer<List<Change>> out;
    private final BooleanSupplier full;
    private final List<Change> pending = new ArrayList<>();

    /** A plan on a view; {@code out} takes what belongs into one change set, {@code full} says when to stop. */
    public Plan(
            PlanningView view,
            long nowMillis,
            IdSource ids,
            int maxChanges,
            Touched touched,
            Consumer<List<Change>> out,
            BooleanSupplier full) {
        this.view = view;
        this.nowMillis = nowMillis;
        this.ids = ids;
        this.maxChanges = maxChanges;
        this.touched = touched;
        this.out = out;
        this.full = full;
    }

    /** All objects as they will be. */
    public StoreView view() {
        return view;
    }

    /** The time of this turn. */
    public long nowMillis() {
        return nowMillis;
    }

    /** The time of this turn, as written to objects. */
    public Instant now() {
        return Instant.ofEpochMilli(nowMillis);
    }

    /** Enough for this turn: leave the rest on the worklist. */
    public boolean full() {
        return full.getAsBoolean();
    }

    /** A fresh id. */
    public String newId() {
        return ids.next();
    }

    /** Adds an object. */
    public void create(SwarmObject object) {
        apply(new Change.Create(object), object.kind(), object.id());
    }

    /** Replaces an object, given with the meta it has in the view. */
    public void update(SwarmObject next) {
        apply(new Change.Update(next), next.kind(), next.id());
    }

    /** Removes an object. */
    public void delete(SwarmObject object) {
        apply(new Change.Delete(object.kind(), object.id(), object.meta().version()), object.kind(), object.id());
    }

    /** A new task for a slot, made from the service as it is now. */
    public Task createTask(Service service, SlotKey slot, TaskState desired) {
        var task = new Task(
                newId(),
                Meta.unsaved(),
                service.id(),
                service.spec().name(),
                slot.number(),
                slot.global() ? Optional.of(slot.nodeId()) : Optional.empty(),
                service.spec().task(),
                service.specVersion(),
                service.spec().ports(),
                desired,
                TaskStatus.of(TaskState.NEW, now(), "created"),
                List.of());
        create(task);
        return task;
    }

    /**
     * Wants a task no longer, if it is not unwanted as much already. One that was never given to a node ends here; one
     * whose node is gone is lost.
     */
    public void stop(Task task, TaskState desired) {
        if (!desired.isAfter(task.desired())) {
            return;
        }
        var next = task.withDesired(desired);
        if (TaskState.ASSIGNED.isAfter(task.status().state())) {
            next = next.withStatus(TaskStatus.of(TaskState.SHUTDOWN, now(), "stopped before it had a node"));
        } else if (!task.status().state().isTerminal()
                && task.nodeId().flatMap(view::node).isEmpty()) {
            next = next.withStatus(TaskStatus.of(TaskState.ORPHANED, now(), "its node was removed"));
        }
        update(next);
    }

    /** What was decided since the last call belongs together. */
    public void endUnit() {
        if (pending.size() >= maxChanges) {
            flush();
        }
    }

    /** Sends what is left. */
    public void flush() {
        if (!pending.isEmpty()) {
            out.accept(List.copyOf(pending));
            pending.clear();
        }
    }

    private void apply(Change change, ObjectKind kind, String id) {
        var before = view.object(kind, id);
        view.apply(ChangeSet.builder(now()).add(change).build());
        pending.add(change);
        touched.changed(kind, id, before);
    }
}
