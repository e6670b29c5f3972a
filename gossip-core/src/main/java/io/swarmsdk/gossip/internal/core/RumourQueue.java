package io.swarmsdk.gossip.internal.core;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is still to be spread: one rumour per fact, told as the fact stands when it is sent, the least told first and
 * among these the newest. Bounded: beyond {@value #CAPACITY} the most told is forgotten (anti-entropy has it).
 *
 * @param <K> names a fact
 */
final class RumourQueue<K> {

    static final int CAPACITY = 4096;
    private static final int MISFITS = 16;

    /** Turns the name of a fact into the news of now; null if there is nothing to tell any more. */
    interface Lookup<K> {
        @Nullable
        News newsOf(K key, long nowNanos);
    }

    private static final class Rumour<K> {
        final K key;
        final long sequence;
        final @Nullable Endpoint source;
        int sends;

        Rumour(K key, long sequence, @Nullable Endpoint source) {
            this.key = key;
            this.sequence = sequence;
            this.source = source;
        }

        int sends() {
            return sends;
        }

        long sequence() {
            return sequence;
        }
    }

    private final Lookup<K> lookup;
    private final LinkedHashMap<K, Rumour<K>> byKey = new LinkedHashMap<>();
    private final TreeSet<Rumour<K>> order = new TreeSet<>(Comparator.<Rumour<K>>comparingInt(Rumour::sends)
            .thenComparing(Rumour::sequence, Comparator.reverseOrder()));
    private long sequence;

    RumourQueue(Lookup<K> lookup) {
        this.lookup = lookup;
    }

    /** Starts over with this fact; {@code source} told it to us and is not told in return. */
    void add(K key, @Nullable Endpoint source) {
        Rumour<K> old = byKey.remove(key);
        if (old != null) {
            order.remove(old);
        }
        Rumour<K> rumour = new Rumour<>(key, ++sequence, source);
        byKey.put(key, rumour);
        order.add(rumour);
        if (order.size() > CAPACITY) {
            byKey.remove(order.pollLast().key);
        }
    }

    boolean isEmpty() {
        return order.isEmpty();
    }

    int size() {
        return order.size();
    }

    /** How often this fact was told since it was last added; -1 if it is no longer being told. */
    int sends(K key) {
        Rumour<K> rumour = byKey.get(key);
        return rumour == null ? -1 : rumour.sends;
    }

    /** Adds what fits to {@code out}, charges it, and returns the bytes used. */
    int take(Endpoint to, int room, int budget, long nowNanos, List<News> out) {
        List<Rumour<K>> told = new ArrayList<>();
        int used = 0;
        int misfits = 0;
        for (Iterator<Rumour<K>> i = order.iterator(); i.hasNext() && misfits < MISFITS; ) {
            Rumour<K> rumour = i.next();
            if (to.equals(rumour.source)) {
                continue;
            }
            News news = lookup.newsOf(rumour.key, nowNanos);
            if (news == null) {
                i.remove();
                byKey.remove(rumour.key);
            } else if (used + news.sizeBound() > room) {
                misfits++;
            } else {
                used += news.sizeBound();
                out.add(news);
                told.add(rumour);
            }
        }
        told.forEach(rumour -> charge(rumour, budget));
        return used;
    }

    private void charge(Rumour<K> rumour, int budget) {
        order.remove(rumour);
        rumour.sends++;
        if (rumour.sends < budget) {
            order.add(rumour);
        } else {
            byKey.remove(rumour.key);
        }
    }
}
