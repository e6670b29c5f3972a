package io.swarmsdk.scheduler.internal.core.update;

import io.swarmsdk.model.Service;
import io.swarmsdk.model.Task;
import io.swarmsdk.model.store.StoreView;
import io.swarmsdk.scheduler.internal.core.place.Constraints;
import io.swarmsdk.scheduler.internal.core.plan.Slot;

/** Whether a task is outdated: its service now wants something else. Task spec and ports count, nothing else does. */
public final class DirtyCheck {
    private DirtyCheck() {}

    /** True when the task must be replaced. A change of placement alone leaves tasks on fitting nodes where they are. */
    public static boolean dirty(Service service, Task task, StoreView view) {
        if (task.specVersion() == service.specVersion()) {
            return false;
        }
        var wanted = service.spec().task();
        if (!task.ports().equals(service.spec().ports())) {
            return true;
        }
        if (task.spec().equals(wanted)) {
            return false;
        }
        boolean onlyPlacement = task.spec().withPlacement(wanted.placement()).equals(wanted);
        return !onlyPlacement
                || task.nodeId()
                        .flatMap(view::node)
                        .filter(node -> Constraints.of(wanted.placement()).matches(node))
                        .isEmpty();
    }

    /** True when a slot has to be worked on: several tasks in it, or one that is outdated, ended or not. */
    public static boolean dirty(Service service, Slot slot, StoreView view) {
        var live = slot.live();
        return live.size() > 1
                || live.stream().anyMatch(task -> dirty(service, task, view))
                || (live.isEmpty()
                        && slot.newest()
                                .filter(task -> dirty(service, task, view))
                                .isPresent());
    }

    /** Whether both tasks were made from the same wish: then one replaced the other because it ended. */
    public static boolean sameWish(Task a, Task b) {
        return a.specVersion() == b.specVersion()
                || (a.spec().equals(b.spec()) && a.ports().equals(b.ports()));
    }
}
