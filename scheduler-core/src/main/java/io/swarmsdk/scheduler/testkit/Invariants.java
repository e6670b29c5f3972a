package io.swarmsdk.scheduler.testkit;

import io.swarmsdk.model.NetworkAttachment;
import io.swarmsdk.model.Node;
import io.swarmsdk.model.ObjectKind;
import io.swarmsdk.model.PortSpec;
import io.swarmsdk.model.PublishMode;
import io.swarmsdk.model.Resources;
import io.swarmsdk.model.Service;
import io.swarmsdk.model.Task;
import io.swarmsdk.model.TaskState;
import io.swarmsdk.model.UpdateConfig.Order;
import io.swarmsdk.model.store.StateStore;
import io.swarmsdk.model.store.StoreEvent;
import io.swarmsdk.model.store.StoreView;
import io.swarmsdk.scheduler.internal.core.place.Constraints;
import io.swarmsdk.scheduler.internal.core.plan.Slot;
import io.swarmsdk.scheduler.internal.core.plan.SlotKey;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** What must hold whatever happens, checked for each object that a change set touched. The first violation is kept. */
final class Invariants {
    private final StateStore store;
    private final TreeMap<String, String> addressHolders = new TreeMap<>();
    private Optional<String> violation = Optional.empty();

    Invariants(StateStore store) {
        this.store = store;
    }

    Optional<String> violation() {
        return violation;
    }

    void onEvents(List<StoreEvent> events) {
        var slots = new TreeSet<SlotKey>();
        for (StoreEvent event : events) {
            if (event.kind() == ObjectKind.TASK) {
                var before = event.before().map(Task.class::cast);
                var after = event.after().map(Task.class::cast);
                before.ifPresent(task -> after.ifPresent(next -> onlyRises(task, next)));
                after.ifPresent(task -> slots.add(SlotKey.of(task)));
                addresses(event.id(), before, after);
                after.filter(task -> task.status().state() == TaskState.ASSIGNED
                                && before.filter(old -> old.status().state() != TaskState.ASSIGNED)
                                        .isPresent())
                        .ifPresent(this::fits);
            }
        }
        slots.forEach(this::oneTaskPerSlot);
    }

    private void onlyRises(Task before, Task after) {
        check(
                !before.status().state().isAfter(after.status().state()),
                "observed state fell: " + before.status() + " -> " + after.status() + " of " + after.id());
        check(
                !before.desired().isAfter(after.desired()),
                "desired state fell: " + before.desired() + " -> " + after.desired() + " of " + after.id());
        check(
                before.nodeId().isEmpty() || before.nodeId().equals(after.nodeId()),
                "task moved: " + before.nodeId() + " -> " + after.nodeId() + " of " + after.id());
    }

    private void oneTaskPerSlot(SlotKey key) {
        var wanted = Slot.in(store.view(), key).tasks().stream()
                .filter(task -> task.desired() == TaskState.RUNNING)
                .map(Task::id)
                .toList();
        boolean startFirst = store.view()
                .service(key.serviceId())
                .map(Service::spec)
                .filter(spec -> spec.update().order() == Order.START_FIRST
                        || spec.rollback().order() == Order.START_FIRST)
                .isPresent();
        check(wanted.size() <= (startFirst ? 2 : 1), "tasks wanted in slot " + key + ": " + wanted);
    }

    private void addresses(String taskId, Optional<Task> before, Optional<Task> after) {
        before.ifPresent(task -> task.networks().forEach(at -> addressHolders.remove(address(at), taskId)));
        after.filter(task -> !task.status().state().isTerminal())
                .ifPresent(task -> task.networks().forEach(at -> {
                    var holder = addressHolders.put(address(at), taskId);
                    check(
                            holder == null || holder.equals(taskId),
                            "address " + at + " given to " + taskId + " is held by " + holder);
                    check(!at.address().endsWith(".1"), "gateway address given to " + taskId);
                }));
    }

    private static String address(NetworkAttachment attachment) {
        return attachment.networkId() + " " + attachment.address();
    }

    private void fits(Task task) {
        StoreView view = store.view();
        var node = view.node(task.nodeId().orElse(""));
        if (node.isEmpty()) {
            return; // it went between the decision and the commit
        }
        check(
                Constraints.of(task.spec().placement()).matches(node.get()),
                "node " + node.get().id() + " does not meet the constraints of " + task.id());
        resources(view, node.get());
        for (PortSpec port : task.ports()) {
            long users = view.tasksOnNode(node.get().id()).stream()
                    .filter(Invariants::occupies)
                    .filter(other -> other.ports().contains(port))
                    .count();
            check(
                    port.mode() != PublishMode.HOST || port.publishedPort() == 0 || users == 1,
                    "host port " + port + " has " + users + " users on "
                            + node.get().id());
        }
    }

    private void resources(StoreView view, Node node) {
        var used = Resources.NONE;
        for (Task task : view.tasksOnNode(node.id())) {
            used = occupies(task) ? used.plus(task.spec().reservations()) : used;
        }
        check(
                used.fitsInto(node.description().resources()),
                "node " + node.id() + " has " + node.description().resources() + ", reserved " + used);
    }

    private static boolean occupies(Task task) {
        return !TaskState.ASSIGNED.isAfter(task.status().state())
                && !task.status().state().isTerminal();
    }

    private void check(boolean holds, String text) {
        if (!holds && violation.isEmpty()) {
            violation = Optional.of(text);
        }
    }
}
