package io.swarmsdk.gossip.internal.core;

import java.util.BitSet;

/**
 * The whole state in {@value #BUCKETS} hashes: every item is xored into the bucket of its key, so that two members find
 * where they differ with one datagram. Part of the protocol: all members must hash alike.
 */
public final class StateDigest {

    public static final int BUCKETS = 128;

    private final long[] buckets = new long[BUCKETS];

    /** Puts an item in, or, called again with the same values, takes it out. */
    void toggle(int bucket, long hash) {
        buckets[bucket] ^= hash;
    }

    public long[] snapshot() {
        return buckets.clone();
    }

    BitSet differences(long[] theirs) {
        BitSet differing = new BitSet(BUCKETS);
        for (int i = 0; i < BUCKETS; i++) {
            differing.set(i, buckets[i] != theirs[i]);
        }
        return differing;
    }

    static int bucket(String memberName) {
        return (int) (hash(1, memberName) >>> 57);
    }

    static int bucket(EntryKey id) {
        return (int) (hash(hash(2, id.table()), id.key()) >>> 57);
    }

    static long hash(MemberNews news) {
        long state = hash(hash(1, news.name()), news.epoch());
        return hash(hash(state, news.incarnation()), news.state().ordinal() + 1L);
    }

    static long hash(EntryNews news) {
        long id = hash(hash(2, news.table()), news.key());
        long version = hash(hash(hash(id, news.counter()), news.ownerEpoch()), news.owner());
        return hash(version, news.tombstone() ? 1 : 0);
    }

    private static long hash(long seed, String text) {
        long h = seed;
        for (int i = 0; i < text.length(); i++) {
            h = (h ^ text.charAt(i)) * 0x100000001b3L; // FNV-1a, over UTF-16 units
        }
        return CoreRandom.mix(h + text.length());
    }

    private static long hash(long seed, long value) {
        return CoreRandom.mix(seed * 0x9e3779b97f4a7c15L + value);
    }
}
