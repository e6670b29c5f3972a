package io.swarmsdk.gossip.internal.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Owns the table entries. The last writer of a key wins; what is seen of an entry follows its owner's state.
 * Tombstones belong to nobody: they stay until their time is up, whatever becomes of who removed the key.
 */
final class Tables {

    /** What the membership says of an entry's owner. */
    enum Owner {
        /** A live member in this very epoch: show. */
        LIVE,
        /** Failed, may come back: hide. */
        FAILED,
        /** Not heard of yet: hide, and forget if that lasts. */
        UNKNOWN,
        /** Left, or restarted since: drop. */
        GONE
    }

    /** Asks the membership. */
    interface Owners {
        Owner stateOf(String name, long epoch);

        MemberNews own();
    }

    /** One entry as held here. */
    static final class Entry {
        EntryNews news;
        long sinceNanos;
        boolean visible;
        boolean orphan; // its owner was unknown at the last sweep

        Entry(EntryNews news, long sinceNanos) {
            this.news = news;
            this.sinceNanos = sinceNanos;
        }
    }

    private static final byte[] NOTHING = new byte[0];

    private final CoreConfig config;
    private final SwimRules rules;
    private final CoreCounters counters;
    private final StateDigest digest;
    private final Owners owners;
    private final CoreEffects effects;
    private final RumourQueue<EntryKey> rumours = new RumourQueue<>(this::rumour);
    private final TreeMap<EntryKey, Entry> entries = new TreeMap<>();
    private long clock; // Lamport: above every counter seen

    Tables(
            CoreConfig config,
            SwimRules rules,
            CoreCounters counters,
            StateDigest digest,
            Owners owners,
            CoreEffects effects) {
        this.config = config;
        this.rules = rules;
        this.counters = counters;
        this.digest = digest;
        this.owners = owners;
        this.effects = effects;
    }

    RumourQueue<EntryKey> rumours() {
        return rumours;
    }

    Collection<Entry> all() {
        return entries.values();
    }

    int size() {
        return entries.size();
    }

    EntryNews tell(Entry entry, long nowNanos) {
        return entry.news.tombstone() ? entry.news.aged(ageSeconds(entry, nowNanos)) : entry.news;
    }

    /** Throws if the caller's entry does not fit; this is the one place of the core that may. */
    void put(String table, String key, byte[] value, long nowNanos) {
        Limits.checkKey(key);
        EntryNews news = ownWrite(table, key, value, false);
        int room = config.payloadBytes - Message.CARRIER_BOUND;
        int excess = news.sizeBound() - room;
        if (excess > 0) {
            throw new IllegalArgumentException("value: " + value.length + " bytes (expected: at most "
                    + (value.length - excess) + " with this key, to fit one datagram)");
        }
        if (isFull() && !entries.containsKey(news.id())) {
            throw new IllegalStateException("tables: full (expected: at most " + Limits.TABLE_ENTRIES + " entries)");
        }
        set(news, null, true, nowNanos);
    }

    void remove(String table, String key, long nowNanos) {
        Entry known = entries.get(new EntryKey(table, key));
        if (known != null && !known.news.tombstone()) {
            set(ownWrite(table, key, NOTHING, true), null, true, nowNanos);
        }
    }

    private EntryNews ownWrite(String table, String key, byte[] value, boolean tombstone) {
        MemberNews own = owners.own();
        return new EntryNews(table, key, value, tombstone, own.name(), own.epoch(), ++clock, 0);
    }

    void hear(EntryNews told, boolean relay, @Nullable Endpoint source, long nowNanos) {
        if (!told.isSane()) {
            counters.refused++;
            return;
        }
        clock = Math.max(clock, told.counter());
        Entry known = entries.get(told.id());
        if (known != null && rules.compare(told, known.news) <= 0) {
            return;
        }
        MemberNews own = owners.own();
        if (!told.tombstone() && told.owner().equals(own.name()) && told.ownerEpoch() == own.epoch()) {
            // My own write of this run, which I no longer have: I removed it, and the tombstone's time is over.
            set(ownWrite(told.table(), told.key(), NOTHING, true), null, true, nowNanos);
            return;
        }
        if (!told.tombstone() && owners.stateOf(told.owner(), told.ownerEpoch()) == Owner.GONE) {
            return;
        }
        if (known == null && (isFull() || isAlmostForgotten(told))) {
            counters.refused += isFull() ? 1 : 0;
            return;
        }
        set(told, source, relay, nowNanos);
    }

    private boolean isFull() {
        return entries.size() >= Limits.TABLE_ENTRIES;
    }

    private boolean isAlmostForgotten(EntryNews told) {
        return told.tombstone() && told.ageSeconds() * 1e9 > config.tombstoneNanos * 0.75;
    }

    private void set(EntryNews news, @Nullable Endpoint source, boolean relay, long nowNanos) {
        EntryKey id = news.id();
        Entry entry = entries.get(id);
        EntryNews before = null;
        if (entry == null) {
            entry = new Entry(news, nowNanos);
            entries.put(id, entry);
        } else {
            before = entry.visible ? entry.news : null;
            toggle(entry.news);
        }
        entry.news = news.aged(0);
        entry.sinceNanos = nowNanos - Math.min(news.ageSeconds() * 1_000_000_000L, config.tombstoneNanos);
        entry.orphan = false;
        toggle(entry.news);
        entry.visible = shouldShow(entry.news);
        if (entry.visible) {
            effects.shown(entry.news);
        } else if (before != null) {
            effects.hidden(before);
        }
        if (relay) {
            rumours.add(id, source);
        }
    }

    private boolean shouldShow(EntryNews news) {
        return !news.tombstone() && owners.stateOf(news.owner(), news.ownerEpoch()) == Owner.LIVE;
    }

    /** The owner's state has changed: show, hide or drop what is its own. */
    void ownerChanged(String owner) {
        for (Entry entry : new ArrayList<>(entries.values())) {
            if (entry.news.tombstone() || !entry.news.owner().equals(owner)) {
                continue;
            }
            Owner state = owners.stateOf(owner, entry.news.ownerEpoch());
            if (state == Owner.GONE) {
                drop(entry);
            } else {
                show(entry, state == Owner.LIVE);
            }
        }
    }

    private void show(Entry entry, boolean visible) {
        if (entry.visible == visible) {
            return;
        }
        entry.visible = visible;
        if (visible) {
            effects.shown(entry.news);
        } else {
            effects.hidden(entry.news);
        }
    }

    /** This member has a new epoch: what it wrote in the old one is written again. */
    void reborn(long nowNanos) {
        MemberNews own = owners.own();
        for (Entry entry : new ArrayList<>(entries.values())) {
            EntryNews news = entry.news;
            if (!news.tombstone() && news.owner().equals(own.name()) && news.ownerEpoch() < own.epoch()) {
                set(ownWrite(news.table(), news.key(), news.value(), false), null, true, nowNanos);
            }
        }
    }

    /** Forgets old tombstones, and entries of owners that were unknown at two sweeps in a row. */
    void sweep(long nowNanos) {
        List<Entry> over = new ArrayList<>();
        for (Entry entry : entries.values()) {
            boolean tombstone = entry.news.tombstone();
            boolean unknown =
                    !tombstone && owners.stateOf(entry.news.owner(), entry.news.ownerEpoch()) == Owner.UNKNOWN;
            if ((tombstone && nowNanos - entry.sinceNanos >= config.tombstoneNanos) || (unknown && entry.orphan)) {
                over.add(entry);
            }
            entry.orphan = unknown;
        }
        over.forEach(this::drop);
    }

    private void drop(Entry entry) {
        show(entry, false);
        toggle(entry.news);
        entries.remove(entry.news.id());
    }

    private void toggle(EntryNews news) {
        digest.toggle(StateDigest.bucket(news.id()), StateDigest.hash(news));
    }

    private @Nullable News rumour(EntryKey id, long nowNanos) {
        Entry entry = entries.get(id);
        return entry == null ? null : tell(entry, nowNanos);
    }

    private static int ageSeconds(Entry entry, long nowNanos) {
        return (int) Math.min(Integer.MAX_VALUE, Math.max(0, nowNanos - entry.sinceNanos) / 1_000_000_000L);
    }
}
