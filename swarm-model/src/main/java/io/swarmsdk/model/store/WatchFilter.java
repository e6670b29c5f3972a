package io.swarmsdk.model.store;

import io.swarmsdk.model.ObjectKind;
import io.swarmsdk.model.Task;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Predicate;

/** Which events a watcher wants. Must be pure; called on the callback executor. */
@FunctionalInterface
public interface WatchFilter extends Predicate<StoreEvent> {
    /** Every event. */
    static WatchFilter all() {
        return event -> true;
    }

    /** Events of objects of these kinds. */
    static WatchFilter kinds(ObjectKind first, ObjectKind... more) {
        var kinds = EnumSet.of(first, more);
        return event -> kinds.contains(event.kind());
    }

    /** Events of one object. */
    static WatchFilter object(ObjectKind kind, String id) {
        return event -> event.kind() == kind && event.id().equals(id);
    }

    /** Events of tasks that are, or just were, on a node. */
    static WatchFilter tasksOnNode(String nodeId) {
        return tasks(task -> task.nodeId().filter(nodeId::equals).isPresent());
    }

    /** Events of tasks of a service. */
    static WatchFilter tasksOfService(String serviceId) {
        return tasks(task -> task.serviceId().equals(serviceId));
    }

    private static WatchFilter tasks(Predicate<Task> wanted) {
        return event -> event.kind() == ObjectKind.TASK
                && List.of(event.before(), event.after()).stream()
                        .anyMatch(side -> side.filter(object -> wanted.test((Task) object))
                                .isPresent());
    }
}
