package io.swarmsdk.gossip.internal.core;

import io.swarmsdk.gossip.MemberState;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Compares whole states by digest and sends what differs, so that no rumour is ever the only carrier of a fact: with a
 * random member (seldom while views agree, often while they do not), with seeds until and unless they are members, and
 * with failed members, so that a partition heals.
 */
final class AntiEntropy {

    private static final int PACKETS_PER_ANSWER = 32;
    private static final long JOIN_RETRY_NANOS = 1_000_000_000L;

    private final CoreConfig config;
    private final Membership membership;
    private final Tables tables;
    private final StateDigest digest;
    private final CoreRandom random;
    private final CoreEffects effects;
    private final LinkedHashSet<Endpoint> seeds = new LinkedHashSet<>();
    private long intervalNanos;
    private long nextSyncNanos;
    private long nextReconnectNanos;
    private long nextSeedNanos;
    private long nextReapNanos;
    private long quietUntilNanos;

    AntiEntropy(
            CoreConfig config,
            Membership membership,
            Tables tables,
            StateDigest digest,
            CoreRandom random,
            CoreEffects effects,
            long nowNanos) {
        this.config = config;
        this.membership = membership;
        this.tables = tables;
        this.digest = digest;
        this.random = random;
        this.effects = effects;
        intervalNanos = config.syncMinNanos;
        nextSyncNanos = nowNanos + intervalNanos;
        nextReconnectNanos = nowNanos + random.nextNanos(config.reconnectNanos);
        nextSeedNanos = nowNanos;
        nextReapNanos = nowNanos + config.reapNanos;
        quietUntilNanos = nowNanos;
    }

    void addSeeds(List<Endpoint> more) {
        for (Endpoint seed : more) {
            if (seeds.size() < Limits.SEEDS && !seed.equals(membership.own().endpoint()) && seeds.add(seed)) {
                ask(seed);
            }
        }
    }

    void tick(long nowNanos) {
        if (nowNanos - nextSyncNanos >= 0) {
            askOneOf(membership.others(MemberRecord::isLive));
            intervalNanos = Math.min(2 * intervalNanos, config.syncMaxNanos);
            nextSyncNanos = nowNanos + intervalNanos + random.nextNanos(intervalNanos / 8);
        }
        if (nowNanos - nextReconnectNanos >= 0) {
            callTheFailed();
            nextReconnectNanos = nowNanos + config.reconnectNanos;
        }
        if (nowNanos - nextSeedNanos >= 0) {
            callSeeds(nowNanos);
        }
        if (nowNanos - nextReapNanos >= 0) {
            membership.forgetLongDead(nowNanos);
            tables.sweep(nowNanos);
            nextReapNanos = nowNanos + config.reapNanos;
        }
    }

    /** With the chance failed / live: a few failed are called by somebody now and then, many by everybody. */
    private void callTheFailed() {
        int live = Math.max(1, membership.live());
        if (membership.failed() > 0 && random.chance(Math.min(membership.failed(), live), live)) {
            askOneOf(membership.others(record -> record.news.state() == MemberState.FAILED));
        }
    }

    private void callSeeds(long nowNanos) {
        boolean alone = membership.live() == 0;
        nextSeedNanos = nowNanos + (alone ? Math.min(JOIN_RETRY_NANOS, config.seedNanos) : config.seedNanos);
        List<Endpoint> absent = new ArrayList<>(seeds);
        for (MemberRecord member : membership.others(MemberRecord::isLive)) {
            absent.remove(member.news.endpoint());
        }
        random.shuffle(absent);
        absent.stream().limit(alone ? Limits.SEEDS : 1).forEach(seed -> ask(seed));
    }

    private void askOneOf(List<MemberRecord> members) {
        if (!members.isEmpty()) {
            MemberRecord member = members.get(random.nextInt(members.size()));
            ask(member.news.endpoint());
        }
    }

    private void ask(Endpoint to) {
        effects.send(to, digestMessage(false));
    }

    private Message.Digest digestMessage(boolean reply) {
        MemberNews own = membership.own().aged(0);
        boolean fits = Message.DIGEST_BOUND + own.sizeBound() <= config.payloadBytes;
        return new Message.Digest(reply, digest.snapshot(), fits ? List.of(own) : List.of());
    }

    /** Answers with what differs, then, once, with the own digest so that the asker can do the same. */
    void onDigest(Endpoint from, Message.Digest theirs, long nowNanos) {
        BitSet differing = digest.differences(theirs.buckets());
        if (differing.isEmpty()) {
            return;
        }
        hurry(nowNanos);
        sendItems(from, differing, nowNanos);
        if (!theirs.reply()) {
            effects.send(from, digestMessage(true));
        }
    }

    private void hurry(long nowNanos) {
        intervalNanos = config.syncMinNanos;
        long soon = nowNanos + intervalNanos + random.nextNanos(intervalNanos / 8);
        nextSyncNanos = soon - nextSyncNanos < 0 ? soon : nextSyncNanos;
    }

    private void sendItems(Endpoint to, BitSet buckets, long nowNanos) {
        List<List<News>> packets = packets(items(buckets, nowNanos));
        int first = packets.size() > PACKETS_PER_ANSWER ? random.nextInt(packets.size()) : 0;
        for (int i = 0; i < Math.min(packets.size(), PACKETS_PER_ANSWER); i++) {
            effects.send(to, new Message.Items(packets.get((first + i) % packets.size())));
        }
    }

    private List<News> items(BitSet buckets, long nowNanos) {
        List<News> items = new ArrayList<>();
        for (MemberRecord record : membership.all()) {
            if (buckets.get(StateDigest.bucket(record.name()))) {
                items.add(membership.tell(record, nowNanos));
            }
        }
        for (Tables.Entry entry : tables.all()) {
            if (buckets.get(StateDigest.bucket(entry.news.id()))) {
                items.add(tables.tell(entry, nowNanos));
            }
        }
        return items;
    }

    private List<List<News>> packets(List<News> items) {
        List<List<News>> packets = new ArrayList<>();
        int room = 0;
        for (News item : items) {
            if (packets.isEmpty() || item.sizeBound() > room) {
                packets.add(new ArrayList<>());
                room = config.payloadBytes - Message.CARRIER_BOUND;
            }
            packets.get(packets.size() - 1).add(item);
            room -= item.sizeBound();
        }
        return packets;
    }

    /**
     * Is news from a comparison of states worth a rumour? Not for a newcomer that has just found its first member: all
     * it learns is known to the others already.
     */
    boolean relays(long nowNanos) {
        if (membership.live() == 0) {
            quietUntilNanos = nowNanos + config.probeIntervalNanos;
        }
        return nowNanos - quietUntilNanos >= 0;
    }

    long nextDeadlineNanos(long otherwise) {
        long earliest = otherwise;
        for (long deadline : new long[] {nextSyncNanos, nextReconnectNanos, nextSeedNanos, nextReapNanos}) {
            earliest = deadline - earliest < 0 ? deadline : earliest;
        }
        return earliest;
    }
}
