package io.swarmsdk.scheduler.internal.core.plan;

import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** What is to be looked at again at some time. A key waits for its earliest time only. Belongs to one core. */
public final class Wakeups<K extends Comparable<K>> {
    private final TreeMap<K, Long> dueOf = new TreeMap<>();
    private final TreeMap<Long, TreeSet<K>> keysAt = new TreeMap<>();

    /** Asks for a look at this time, or earlier if that was asked for before. */
    public void at(long millis, K key) {
        var present = dueOf.get(key);
        if (present != null && present <= millis) {
            return;
        }
        if (present != null) {
            forget(present, key);
        }
        dueOf.put(key, millis);
        keysAt.computeIfAbsent(millis, due -> new TreeSet<>()).add(key);
    }

    /** Hands over and forgets all that is due. */
    public void takeDue(long nowMillis, Consumer<K> due) {
        while (!keysAt.isEmpty() && keysAt.firstKey() <= nowMillis) {
            for (K key : keysAt.pollFirstEntry().getValue()) {
                dueOf.remove(key);
                due.accept(key);
            }
        }
    }

    /** The earliest time asked for. */
    public OptionalLong next() {
        return keysAt.isEmpty() ? OptionalLong.empty() : OptionalLong.of(keysAt.firstKey());
    }

    /** Forgets all. */
    public void clear() {
        dueOf.clear();
        keysAt.clear();
    }

    private void forget(long millis, K key) {
        var keys = keysAt.get(millis);
        if (keys != null && keys.remove(key) && keys.isEmpty()) {
            keysAt.remove(millis);
        }
    }
}
