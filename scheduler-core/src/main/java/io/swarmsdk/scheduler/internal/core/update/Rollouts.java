package io.swarmsdk.scheduler.internal.core.update;

import io.swarmsdk.model.Service;
import io.swarmsdk.model.ServiceMode;
import io.swarmsdk.model.Task;
import io.swarmsdk.model.TaskState;
import io.swarmsdk.model.UpdateConfig.FailureAction;
import io.swarmsdk.model.UpdateConfig.Order;
import io.swarmsdk.model.UpdateStatus;
import io.swarmsdk.model.UpdateStatus.State;
import io.swarmsdk.scheduler.internal.core.plan.ControlEffects;
import io.swarmsdk.scheduler.internal.core.plan.Plan;
import io.swarmsdk.scheduler.internal.core.plan.Slot;
import io.swarmsdk.scheduler.internal.core.plan.SlotKey;
import io.swarmsdk.scheduler.internal.core.plan.Worklist;
import io.swarmsdk.scheduler.internal.core.restart.RestartRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The rolling updates under way. A new task counts as failed when it ends by itself before it runs, or within the
 * monitor time after; more failures than tolerated pause the update or take the service back to its previous spec. A
 * rollback is never rolled back: it pauses.
 *
 * <p>A status belongs to the present spec while writing it was the last change of the service; any later write of the
 * service starts or resumes an update. Failures counted so far are lost with the leader, nothing else.
 */
public final class Rollouts {
    private final TreeMap<String, Rollout> active = new TreeMap<>();
    /** Spec versions that statuses written here belong to; tells apart writes of one millisecond. */
    private final TreeMap<String, Long> versionOfStatus = new TreeMap<>();

    private final Worklist work;

    /** Updates that ask to be looked at again through this list. */
    public Rollouts(Worklist work) {
        this.work = work;
    }

    /** Whether a service is being updated. */
    public boolean running(String serviceId) {
        return active.containsKey(serviceId);
    }

    /** Ends the update of a service that is gone. */
    public void forget(String serviceId) {
        active.remove(serviceId);
        versionOfStatus.remove(serviceId);
    }

    /** Forgets all. */
    public void clear() {
        active.clear();
        versionOfStatus.clear();
    }

    /** Starts, goes on with, or finishes the update of a service with these slots. */
    public void look(Service service, List<Slot> slots, Plan plan) {
        var running = active.get(service.id());
        if (running != null && running.specVersion == service.specVersion()) {
            work.rollouts.add(service.id());
            return;
        }
        active.remove(service.id()); // a newer spec ends the update to the one before
        var current = current(service);
        if (current.filter(state -> state == State.PAUSED || state == State.ROLLBACK_PAUSED)
                .isPresent()) {
            return;
        }
        var dirty = new ArrayList<SlotKey>();
        for (Slot slot : slots) {
            if (DirtyCheck.dirty(service, slot, plan.view())) {
                dirty.add(slot.key());
            }
        }
        boolean completed = current.filter(state -> state == State.COMPLETED || state == State.ROLLBACK_COMPLETED)
                .isPresent();
        if (dirty.isEmpty()) {
            finishLeftover(service, current, plan);
        } else if (!completed || service.spec().mode() instanceof ServiceMode.Global) {
            start(service, current, dirty, completed, plan);
        }
    }

    /** The status, if it belongs to the present spec. */
    private Optional<State> current(Service service) {
        long version = versionOfStatus.getOrDefault(service.id(), service.specVersion());
        return service.updateStatus()
                .filter(status -> status.changedAt().equals(service.meta().updatedAt()))
                .map(UpdateStatus::state)
                .filter(state -> state == State.ROLLBACK_STARTED || version == service.specVersion());
    }

    private void start(Service service, Optional<State> current, List<SlotKey> dirty, boolean silent, Plan plan) {
        boolean rollback = current.equals(Optional.of(State.ROLLBACK_STARTED));
        var resumed = current.filter(state -> state == State.UPDATING || rollback);
        Instant startedAt = resumed.flatMap(state -> service.updateStatus())
                .map(UpdateStatus::startedAt)
                .orElse(plan.now());
        var config = rollback ? service.spec().rollback() : service.spec().update();
        active.put(service.id(), new Rollout(service.specVersion(), config, rollback, silent, startedAt, dirty));
        if (!silent && resumed.isEmpty()) {
            write(service, new UpdateStatus(State.UPDATING, startedAt, plan.now(), "update in progress"), plan);
        }
        work.rollouts.add(service.id());
    }

    /** All tasks are as wanted: a status that says otherwise is finished. */
    private void finishLeftover(Service service, Optional<State> current, Plan plan) {
        var state = service.updateStatus().map(UpdateStatus::state);
        if (state.filter(s -> s != State.COMPLETED && s != State.ROLLBACK_COMPLETED)
                .isPresent()) {
            complete(
                    service,
                    current.equals(Optional.of(State.ROLLBACK_STARTED)),
                    service.updateStatus().orElseThrow().startedAt(),
                    plan);
        }
    }

    /** Goes on with an update as far as it can go now. */
    public void advance(String serviceId, Plan plan, ControlEffects effects) {
        var rollout = active.get(serviceId);
        var service = plan.view().service(serviceId);
        if (rollout == null || service.isEmpty() || service.get().specVersion() != rollout.specVersion) {
            return; // the service's keeper decides what comes next
        }
        Optional<Task> tooMany = watch(rollout, serviceId, plan);
        if (tooMany.isPresent() && !rollout.silent && rollout.config.failureAction() != FailureAction.CONTINUE) {
            active.remove(serviceId);
            giveUp(rollout, service.get(), tooMany.get(), plan, effects);
            return;
        }
        settle(rollout, service.get(), plan);
        startSlots(rollout, service.get(), plan);
        if (rollout.finished()) {
            active.remove(serviceId);
            if (!rollout.silent) {
                complete(service.get(), rollout.rollback, rollout.startedAt, plan);
                effects.note("service " + service.get().spec().name() + ": "
                        + (rollout.rollback ? "rollback" : "update") + " completed");
            }
        }
    }

    /** Looks at the new tasks; answers the one whose failure was one too many. */
    private Optional<Task> watch(Rollout rollout, String serviceId, Plan plan) {
        Optional<Task> tooMany = Optional.empty();
        for (var entry : List.copyOf(rollout.watched.entrySet())) {
            var found = plan.view().task(entry.getKey());
            long since = entry.getValue();
            long end = since == Rollout.NOT_RUNNING
                    ? Long.MAX_VALUE
                    : since + rollout.config.monitor().toMillis();
            if (found.filter(Rollouts::endedByItself).isPresent()) {
                rollout.watched.remove(entry.getKey());
                if (plan.nowMillis() <= end && rollout.failedTooOften()) {
                    tooMany = found;
                }
            } else if (found.isEmpty() || !Slot.wanted(found.get()) || plan.nowMillis() > end) {
                rollout.watched.remove(entry.getKey());
            } else if (found.get().status().state() == TaskState.RUNNING) {
                long runsSince = since == Rollout.NOT_RUNNING ? plan.nowMillis() : since;
                rollout.watched.put(entry.getKey(), runsSince);
                work.rolloutTimes.at(runsSince + rollout.config.monitor().toMillis() + 1, serviceId);
            }
        }
        return tooMany;
    }

    private static boolean endedByItself(Task task) {
        return switch (task.status().state()) {
            case COMPLETE, FAILED, REJECTED -> true;
            default -> false;
        };
    }

    /** A slot is done once its new task has come up or failed. One that was replaced meanwhile hands over. */
    private void settle(Rollout rollout, Service service, Plan plan) {
        for (var entry : List.copyOf(rollout.busy.entrySet())) {
            var task = plan.view().task(entry.getValue());
            boolean up = task.filter(t -> t.status().state() == TaskState.RUNNING || endedByItself(t))
                    .isPresent();
            if (!up && task.filter(Slot::wanted).isPresent()) {
                continue;
            }
            rollout.busy.remove(entry.getKey());
            var successor = up ? Optional.<Task>empty() : present(service, Slot.in(plan.view(), entry.getKey()), plan);
            if (successor.isPresent()) {
                rollout.busy.put(entry.getKey(), successor.get().id());
            } else {
                rollout.workerDone(plan.nowMillis());
                if (!up) {
                    rollout.queue.addLast(entry.getKey());
                }
            }
        }
    }

    private void startSlots(Rollout rollout, Service service, Plan plan) {
        while (!rollout.queue.isEmpty()) {
            var slot = Slot.in(plan.view(), rollout.queue.getFirst());
            if (!RestartRules.filled(slot) || !DirtyCheck.dirty(service, slot, plan.view())) {
                rollout.queue.removeFirst(); // scaled away, or replaced for another reason
            } else if (rollout.takeWorker(plan.nowMillis())) {
                rollout.queue.removeFirst();
                startSlot(rollout, service, slot, plan);
            } else {
                if (rollout.nextWorkerMillis() != Long.MAX_VALUE) {
                    work.rolloutTimes.at(rollout.nextWorkerMillis(), service.id());
                }
                return;
            }
        }
    }

    private void startSlot(Rollout rollout, Service service, Slot slot, Plan plan) {
        boolean stopFirst = rollout.config.order() == Order.STOP_FIRST;
        var halfDone = present(service, slot, plan);
        if (stopFirst) {
            for (Task task : slot.live()) {
                if (!halfDone.equals(Optional.of(task))) {
                    plan.stop(task, TaskState.SHUTDOWN);
                }
            }
        }
        var next = halfDone.orElseGet(
                () -> plan.createTask(service, slot.key(), stopFirst ? TaskState.READY : TaskState.RUNNING));
        plan.endUnit();
        work.slots.add(slot.key());
        rollout.busy.put(slot.key(), next.id());
        rollout.watched.put(next.id(), Rollout.NOT_RUNNING);
        work.rollouts.add(service.id());
    }

    /** A wanted task of the present spec in a slot. */
    private static Optional<Task> present(Service service, Slot slot, Plan plan) {
        return slot.live().stream()
                .filter(task -> !task.status().state().isTerminal())
                .filter(task -> !DirtyCheck.dirty(service, task, plan.view()))
                .findFirst();
    }

    private void giveUp(Rollout rollout, Service service, Task failed, Plan plan, ControlEffects effects) {
        var cause = " due to failure or early termination of task " + failed.id();
        effects.note("service " + service.spec().name() + ": " + (rollout.rollback ? "rollback" : "update") + " fails"
                + cause + " (" + failed.status().error().orElse(failed.status().message()) + ")");
        if (rollout.rollback) {
            write(
                    service,
                    new UpdateStatus(State.ROLLBACK_PAUSED, rollout.startedAt, plan.now(), "rollback paused" + cause),
                    plan);
        } else if (rollout.config.failureAction() == FailureAction.PAUSE
                || service.previousSpec().isEmpty()) {
            write(
                    service,
                    new UpdateStatus(State.PAUSED, rollout.startedAt, plan.now(), "update paused" + cause),
                    plan);
        } else {
            versionOfStatus.put(service.id(), service.specVersion() + 1);
            plan.update(new Service(
                    service.id(),
                    service.meta(),
                    service.previousSpec().get(),
                    service.specVersion() + 1,
                    Optional.empty(),
                    Optional.of(new UpdateStatus(
                            State.ROLLBACK_STARTED, plan.now(), plan.now(), "update rolled back" + cause))));
            plan.endUnit();
            work.services.add(service.id());
        }
    }

    private void complete(Service service, boolean rollback, Instant startedAt, Plan plan) {
        write(
                service,
                rollback
                        ? new UpdateStatus(State.ROLLBACK_COMPLETED, startedAt, plan.now(), "rollback completed")
                        : new UpdateStatus(State.COMPLETED, startedAt, plan.now(), "update completed"),
                plan);
    }

    private void write(Service service, UpdateStatus status, Plan plan) {
        versionOfStatus.put(service.id(), service.specVersion());
        plan.update(service.withUpdateStatus(status));
        plan.endUnit();
    }
}
