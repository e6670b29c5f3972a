package io.swarmsdk.scheduler.internal.core.dispatch;

import io.swarmsdk.model.Task;
import io.swarmsdk.model.store.StoreView;
import io.swarmsdk.scheduler.DispatcherMessage.Complete;
import io.swarmsdk.scheduler.DispatcherMessage.Increment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** One registered stream: what its node was told to run, and what it may have to be told next. */
final class Session {
    private final long connection;
    private final String nodeId;
    private final String id;
    private final TreeMap<String, Task> sent = new TreeMap<>();
    private final TreeSet<String> dirty = new TreeSet<>();
    private long sequence;
    private boolean leaving;

    Session(long connection, String nodeId, String id) {
        this.connection = connection;
        this.nodeId = nodeId;
        this.id = id;
    }

    long connection() {
        return connection;
    }

    String nodeId() {
        return nodeId;
    }

    String id() {
        return id;
    }

    long sequence() {
        return sequence;
    }

    boolean isLeaving() {
        return leaving;
    }

    /** The agent has said goodbye. */
    void leave() {
        leaving = true;
    }

    /** The first assignment message. */
    Complete complete(StoreView view) {
        sent.clear();
        dirty.clear();
        for (var task : view.tasksOnNode(nodeId)) {
            if (StatusRule.isDispatched(task)) {
                sent.put(task.id(), task);
            }
        }
        sequence = 1;
        return new Complete(List.copyOf(sent.values()), sequence);
    }

    /** This task may have to be told. */
    void touch(String taskId) {
        dirty.add(taskId);
    }

    /** Every task may have to be told: events were missed. */
    void touchAll(StoreView view) {
        dirty.addAll(sent.keySet());
        view.tasksOnNode(nodeId).forEach(task -> dirty.add(task.id()));
    }

    /** What has changed for the node among the touched tasks; empty when nothing it needs to know. */
    Optional<Increment> increment(StoreView view) {
        var changed = new ArrayList<Task>();
        var removed = new ArrayList<String>();
        for (var taskId : dirty) {
            var now = view.task(taskId).filter(task -> StatusRule.isOwner(task, nodeId));
            var before = sent.get(taskId);
            if (now.isEmpty() && before != null) {
                sent.remove(taskId);
                removed.add(taskId);
            } else if (now.isPresent() && (before == null || differs(before, now.get()))) {
                sent.put(taskId, now.get());
                changed.add(now.get());
            }
        }
        dirty.clear();
        if (changed.isEmpty() && removed.isEmpty()) {
            return Optional.empty();
        }
        sequence++;
        return Optional.of(new Increment(changed, removed, sequence - 1, sequence));
    }

    // The agent's own statuses are not echoed, except that the store takes a task for ended: others may have ended it.
    private static boolean differs(Task before, Task now) {
        return before.desired() != now.desired()
                || before.status().state().isTerminal() != now.status().state().isTerminal()
                || !before.networks().equals(now.networks())
                || !before.ports().equals(now.ports())
                || !before.spec().equals(now.spec());
    }
}
