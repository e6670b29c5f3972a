package io.swarmsdk.scheduler.internal.core.place;

import io.swarmsdk.model.Task;
import io.swarmsdk.model.TaskState;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.TreeMap;

/**
 * Failures per node, service and spec version within the last five minutes. A node with {@link #FAULTY} of them is put
 * behind the others for that service. Belongs to one core.
 */
public final class FailureLog {
    /** So many failures in the window make a node the last choice. */
    public static final int FAULTY = 5;

    /** How far back failures count. */
    public static final Duration WINDOW = Duration.ofMinutes(5);

    private static final int MAX_KEPT = 64;

    private record Key(String nodeId, String serviceId, long specVersion) implements Comparable<Key> {
        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::nodeId).thenComparing(Key::serviceId).thenComparingLong(Key::specVersion);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    private final TreeMap<Key, ArrayDeque<Long>> failures = new TreeMap<>();

    /** Counts a task that failed or was rejected. One of a global service says nothing about where to put the next. */
    public void record(Task task, long nowMillis) {
        var state = task.status().state();
        if (task.slot() == 0 || task.nodeId().isEmpty() || (state != TaskState.FAILED && state != TaskState.REJECTED)) {
            return;
        }
        prune(nowMillis);
        var key = new Key(task.nodeId().get(), task.serviceId(), task.specVersion());
        var times = failures.computeIfAbsent(key, first -> new ArrayDeque<>());
        times.addLast(Math.min(nowMillis, task.status().at().toEpochMilli()));
        if (times.size() > MAX_KEPT) {
            times.removeFirst();
        }
    }

    /** Failures that count for placement: none while the node is not {@link #FAULTY}. */
    int penalty(String nodeId, Task task, long nowMillis) {
        var times = failures.get(new Key(nodeId, task.serviceId(), task.specVersion()));
        if (times == null) {
            return 0;
        }
        long since = nowMillis - WINDOW.toMillis();
        int count = (int) times.stream().filter(time -> time > since).count();
        return count >= FAULTY ? count : 0;
    }

    /** Forgets all. */
    public void clear() {
        failures.clear();
    }

    private void prune(long nowMillis) {
        long since = nowMillis - WINDOW.toMillis();
        failures.values().removeIf(times -> times.peekLast() != null && times.peekLast() <= since);
    }
}
