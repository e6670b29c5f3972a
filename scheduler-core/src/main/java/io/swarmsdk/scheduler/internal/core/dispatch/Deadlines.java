package io.swarmsdk.scheduler.internal.core.dispatch;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.TreeMap;

/**
 * One deadline per key, made for deadlines that are put off again and again: putting off costs one map update, the queue
 * learns of it when the old deadline comes up. Times are compared by subtraction.
 */
final class Deadlines<K extends Comparable<K>> {
    private record Entry<K>(K key, long atNanos) {}

    private final TreeMap<K, Long> current = new TreeMap<>();
    private final PriorityQueue<Entry<K>> queue = new PriorityQueue<>((a, b) -> {
        int byTime = Long.signum(a.atNanos() - b.atNanos());
        return byTime != 0 ? byTime : a.key().compareTo(b.key());
    });

    void set(K key, long atNanos) {
        Long before = current.put(key, atNanos);
        if (before == null || atNanos - before < 0) {
            queue.add(new Entry<>(key, atNanos));
        }
    }

    void setIfAbsent(K key, long atNanos) {
        if (!current.containsKey(key)) {
            set(key, atNanos);
        }
    }

    void cancel(K key) {
        current.remove(key);
    }

    void clear() {
        current.clear();
        queue.clear();
    }

    /** Takes out what is due, earliest first. */
    List<K> due(long nowNanos) {
        var due = new ArrayList<K>();
        for (var head = queue.peek(); head != null && head.atNanos() - nowNanos <= 0; head = queue.peek()) {
            queue.remove();
            Long at = current.get(head.key());
            if (at == null) {
                continue;
            }
            if (at - nowNanos <= 0) {
                current.remove(head.key());
                due.add(head.key());
            } else {
                queue.add(new Entry<>(head.key(), at));
            }
        }
        return due;
    }

    /** Not later than the earliest deadline; empty without one. */
    OptionalLong next() {
        var head = queue.peek();
        return head == null ? OptionalLong.empty() : OptionalLong.of(head.atNanos());
    }
}
