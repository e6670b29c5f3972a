package io.swarmsdk.scheduler.internal.core.place;

import io.swarmsdk.model.Task;
import java.util.Optional;
import java.util.TreeMap;

/** The loads of all nodes, kept up to date task by task. Belongs to one core. */
public final class Loads {
    private static final NodeLoad NOTHING = new NodeLoad();

    private final TreeMap<String, NodeLoad> loads = new TreeMap<>();
    private final TreeMap<String, String> nodeOf = new TreeMap<>();

    /** Takes note of a task as it is now, or that it is gone. True when that left its node with more room. */
    public boolean observe(String taskId, Optional<Task> now) {
        boolean freed = false;
        var holding = now.filter(NodeLoad::holds).flatMap(Task::nodeId);
        var before = nodeOf.get(taskId);
        if (before != null && !holding.filter(before::equals).isPresent()) {
            nodeOf.remove(taskId);
            release(before, taskId);
            freed = true;
        }
        if (holding.isPresent()) {
            var load = loads.computeIfAbsent(holding.get(), node -> new NodeLoad());
            int active = load.active();
            load.put(now.orElseThrow());
            nodeOf.put(taskId, holding.get());
            freed |= load.active() < active;
        }
        return freed;
    }

    /** Forgets all. */
    public void clear() {
        loads.clear();
        nodeOf.clear();
    }

    /** The load of a node; not to be changed. */
    NodeLoad of(String nodeId) {
        return loads.getOrDefault(nodeId, NOTHING);
    }

    private void release(String nodeId, String taskId) {
        var load = loads.get(nodeId);
        if (load != null) {
            load.remove(taskId);
            if (load.isEmpty()) {
                loads.remove(nodeId);
            }
        }
    }
}
