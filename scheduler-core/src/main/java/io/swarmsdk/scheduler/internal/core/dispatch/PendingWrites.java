package io.swarmsdk.scheduler.internal.core.dispatch;

import io.swarmsdk.model.Meta;
import io.swarmsdk.model.Node;
import io.swarmsdk.model.NodeDescription;
import io.swarmsdk.model.NodeRole;
import io.swarmsdk.model.NodeSpec;
import io.swarmsdk.model.NodeStatus;
import io.swarmsdk.model.TaskState;
import io.swarmsdk.model.TaskStatus;
import io.swarmsdk.model.store.ChangeSet;
import io.swarmsdk.model.store.StoreView;
import io.swarmsdk.scheduler.DispatcherMessage.ReportAck.Acknowledged;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is to be written to the store: the wanted status of nodes and the reported statuses of tasks, the last per object.
 * One batch is under way at a time and every batch is built from a fresh view, so a conflict costs a repetition and never
 * a lost status. Batches shrink on conflicts and grow back, so that one contended task does not hold up all others.
 */
final class PendingWrites {
    static final int MAX_BATCH = 1024;

    private record NodeWrite(NodeStatus status, Optional<NodeDescription> description) {}

    private record TaskWrite(String nodeId, TaskStatus status) {}

    /** Statuses that are settled once the batch is applied, per node. */
    record Batch(Optional<ChangeSet> changes, Map<String, List<Acknowledged>> settled) {}

    private final boolean admitUnknownNodes;
    private TreeMap<String, NodeWrite> nodes = new TreeMap<>();
    private final LinkedHashMap<String, TaskWrite> tasks = new LinkedHashMap<>();
    private TreeMap<String, NodeWrite> nodesUnderWay = new TreeMap<>();
    private final LinkedHashMap<String, TaskWrite> tasksUnderWay = new LinkedHashMap<>();
    private int batchLimit = MAX_BATCH;

    PendingWrites(boolean admitUnknownNodes) {
        this.admitUnknownNodes = admitUnknownNodes;
    }

    void node(String nodeId, NodeStatus status, Optional<NodeDescription> description) {
        var before = nodes.get(nodeId);
        var described = description.or(() -> before == null ? Optional.empty() : before.description());
        nodes.put(nodeId, new NodeWrite(status, described));
    }

    void task(String taskId, String nodeId, TaskStatus status) {
        var before = tasks.get(taskId);
        boolean outdated = before != null
                && before.nodeId().equals(nodeId)
                && (before.status().state().isTerminal()
                        || before.status().state().isAfter(status.state()));
        if (!outdated) {
            tasks.put(taskId, new TaskWrite(nodeId, status));
        }
    }

    boolean isEmpty() {
        return nodes.isEmpty() && tasks.isEmpty();
    }

    void clear() {
        nodes.clear();
        tasks.clear();
        forgetUnderWay();
    }

    /** Takes the next batch out; it is under way until one of the two methods below is called. */
    Batch next(StoreView view, long term, Instant at) {
        var changes = ChangeSet.builder(at).inTerm(term);
        var settled = new TreeMap<String, List<Acknowledged>>();
        nodesUnderWay = nodes;
        nodes = new TreeMap<>();
        nodesUnderWay.forEach((nodeId, write) -> addNode(changes, view, nodeId, write));
        Iterator<Map.Entry<String, TaskWrite>> waiting = tasks.entrySet().iterator();
        for (int n = 0; n < batchLimit && waiting.hasNext(); n++) {
            var next = waiting.next();
            waiting.remove();
            addTask(changes, view, next.getKey(), next.getValue());
            tasksUnderWay.put(next.getKey(), next.getValue());
            settled.computeIfAbsent(next.getValue().nodeId(), any -> new ArrayList<>())
                    .add(new Acknowledged(
                            next.getKey(), next.getValue().status().state()));
        }
        return new Batch(changes.isEmpty() ? Optional.empty() : Optional.of(changes.build()), settled);
    }

    /** The batch under way is in the store. */
    void applied() {
        batchLimit = Math.min(MAX_BATCH, batchLimit * 2);
        forgetUnderWay();
    }

    /** The batch under way is to be repeated, except for what is outdated meanwhile. */
    void repeat(boolean conflict) {
        if (conflict) {
            batchLimit = Math.max(1, batchLimit / 2);
        }
        var later = new LinkedHashMap<>(tasks);
        tasks.clear();
        tasks.putAll(tasksUnderWay);
        later.forEach((taskId, write) -> task(taskId, write.nodeId(), write.status()));
        nodesUnderWay.forEach((nodeId, write) -> {
            var newer = nodes.get(nodeId);
            if (newer == null) {
                nodes.put(nodeId, write);
            } else {
                nodes.put(
                        nodeId,
                        new NodeWrite(newer.status(), newer.description().or(write::description)));
            }
        });
        forgetUnderWay();
    }

    private void forgetUnderWay() {
        nodesUnderWay = new TreeMap<>();
        tasksUnderWay.clear();
    }

    private void addNode(ChangeSet.Builder changes, StoreView view, String nodeId, NodeWrite write) {
        var stored = view.node(nodeId);
        if (stored.isPresent()) {
            var next = stored.get()
                    .withStatus(write.status())
                    .withDescription(write.description().orElse(stored.get().description()));
            if (!next.equals(stored.get())) {
                changes.update(next);
            }
        } else if (admitUnknownNodes && write.description().isPresent()) {
            changes.create(new Node(
                    nodeId,
                    Meta.unsaved(),
                    NodeSpec.active(),
                    NodeRole.WORKER,
                    write.description().get(),
                    write.status()));
        }
    }

    private static void addTask(ChangeSet.Builder changes, StoreView view, String taskId, TaskWrite write) {
        var stored = view.task(taskId);
        if (stored.isEmpty()) {
            return;
        }
        boolean orphaned = write.status().state() == TaskState.ORPHANED
                && StatusRule.isOwner(stored.get(), write.nodeId())
                && !stored.get().status().state().isTerminal();
        if (orphaned || StatusRule.accepts(stored.get(), write.nodeId(), write.status())) {
            changes.update(stored.get().withStatus(write.status()));
        }
    }
}
