package io.swarmsdk.scheduler.internal.core.plan;

import io.swarmsdk.model.Task;
import java.util.Comparator;

/**
 * A place for one task of a service: a number for a replicated service, a node for a global one.
 *
 * @param serviceId the service
 * @param number 1 and up; 0 for a global service
 * @param nodeId the node of a global service; empty for a replicated one
 */
public record SlotKey(String serviceId, int number, String nodeId) implements Comparable<SlotKey> {
    private static final Comparator<SlotKey> ORDER = Comparator.comparing(SlotKey::serviceId)
            .thenComparingInt(SlotKey::number)
            .thenComparing(SlotKey::nodeId);

    /** The slot of a replicated service. */
    public static SlotKey numbered(String serviceId, int number) {
        return new SlotKey(serviceId, number, "");
    }

    /** The slot of a global service. */
    public static SlotKey onNode(String serviceId, String nodeId) {
        return new SlotKey(serviceId, 0, nodeId);
    }

    /** The slot a task is in. */
    public static SlotKey of(Task task) {
        return task.slot() > 0
                ? numbered(task.serviceId(), task.slot())
                : onNode(task.serviceId(), task.nodeId().orElse(""));
    }

    /** Whether this is a slot of a global service. */
    public boolean global() {
        return number == 0;
    }

    @Override
    public int compareTo(SlotKey other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return serviceId + "/" + (global() ? nodeId : number);
    }
}
