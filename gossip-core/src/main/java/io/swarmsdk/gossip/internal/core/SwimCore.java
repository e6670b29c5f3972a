package io.swarmsdk.gossip.internal.core;

import io.swarmsdk.gossip.MemberState;
import io.swarmsdk.gossip.internal.core.CoreEffects.MemberChange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One member of a SWIM cluster as a pure state machine. Tell it what arrives ({@link #receive}) and what time it is
 * ({@link #tick}, at {@link #nextDeadlineNanos} or a little later); it answers through {@link CoreEffects}. Inbound
 * packets that wait when time has passed are to be given to it before the tick. Confined to one caller thread; never
 * throws for what a peer sent.
 */
public final class SwimCore {

    private final CoreConfig config;
    private final SwimRules rules;
    private final CoreEffects effects;
    private final CoreCounters counters = new CoreCounters();
    private final Health health = new Health();
    private final StateDigest digest = new StateDigest();
    private final Membership membership;
    private final Tables tables;
    private final Spreader spreader;
    private final Prober prober;
    private final AntiEntropy antiEntropy;
    private final Inbox inbox = new Inbox();
    private boolean leaving;
    private boolean leaveTold;
    private long nowNanos; // of the last input
    private long awaitedNanos; // when this core then asked to be called at the latest

    /** {@code own} is ALIVE with the epoch of this run; the seed decides every random choice. */
    public SwimCore(CoreConfig config, SwimRules rules, MemberNews own, long seed, CoreEffects effects, long nowNanos) {
        this.config = config;
        this.rules = rules;
        this.effects = effects;
        CoreRandom random = new CoreRandom(seed);
        membership = new Membership(config, rules, health, counters, digest, own, new Consequences(), nowNanos);
        tables = new Tables(config, rules, counters, digest, new Owners(), effects);
        spreader = new Spreader(config, membership, tables, random, effects, nowNanos);
        prober = new Prober(config, membership, spreader, health, counters, random, effects, nowNanos);
        antiEntropy = new AntiEntropy(config, membership, tables, digest, random, effects, nowNanos);
        this.nowNanos = nowNanos;
        awaitedNanos = nowNanos;
    }

    public void join(List<Endpoint> seeds) {
        antiEntropy.addSeeds(seeds);
    }

    public void describe(byte[] metadata, long nowNanos) {
        membership.describe(metadata, nowNanos);
    }

    /** Throws IllegalArgumentException or IllegalStateException if the entry does not fit. */
    public void put(String table, String key, byte[] value, long nowNanos) {
        tables.put(table, key, value, nowNanos);
    }

    public void remove(String table, String key, long nowNanos) {
        tables.remove(table, key, nowNanos);
    }

    /** Says goodbye; {@link CoreEffects#leaveSpread} follows when it has been told. Probing ends. */
    public void leave(long nowNanos) {
        if (!leaving) {
            begin(nowNanos);
            leaving = true;
            membership.leave(nowNanos);
            spreader.tick(nowNanos);
            checkLeave();
            end();
        }
    }

    public void receive(Endpoint from, Message message, long nowNanos) {
        begin(nowNanos);
        message.deliverTo(inbox, from);
        end();
    }

    public void tick(long nowNanos) {
        begin(nowNanos);
        membership.expireSuspicions(nowNanos);
        if (!leaving) {
            prober.tick(nowNanos);
            antiEntropy.tick(nowNanos);
        }
        spreader.tick(nowNanos);
        checkLeave();
        end();
    }

    /** Called much later than asked: this process was stopped, and what it waited for gets that time again. */
    private void begin(long inputNanos) {
        long late = inputNanos - awaitedNanos;
        if (rules.wasPaused(late, config.probeTimeoutNanos)) {
            counters.pauses++;
            health.worse(2);
            prober.forgive(late);
            membership.forgive(late);
        }
        nowNanos = inputNanos;
    }

    private void end() {
        long pace = ownPaceNanos();
        awaitedNanos = pace - nowNanos < 0 ? nowNanos : pace;
    }

    private void checkLeave() {
        if (!leaving || leaveTold) {
            return;
        }
        int enough = Math.max(3, Math.min(spreader.budget() / 2, 3 * membership.live()));
        int sends = membership.rumours().sends(membership.own().name());
        if (membership.live() == 0 || sends < 0 || sends >= enough) {
            leaveTold = true;
            effects.leaveSpread();
        }
    }

    /** The next time {@link #tick} has something to do. */
    public long nextDeadlineNanos() {
        return spreader.nextDeadlineNanos(ownPaceNanos());
    }

    /** The timers that run whatever arrives. */
    private long ownPaceNanos() {
        long pace = leaving
                ? nowNanos + config.probeIntervalNanos
                : antiEntropy.nextDeadlineNanos(prober.nextDeadlineNanos());
        return membership.nextDeadlineNanos(pace);
    }

    /** All records, this member's own included, sorted by name. */
    public List<MemberNews> members() {
        List<MemberNews> all = new ArrayList<>();
        membership.all().forEach(record -> all.add(record.news));
        return all;
    }

    /** All entries, the hidden and the removed included, sorted by table and key. */
    public List<EntryNews> entries() {
        List<EntryNews> all = new ArrayList<>();
        tables.all().forEach(entry -> all.add(entry.news));
        return all;
    }

    /** The visible entries of one table, sorted by key. */
    public List<EntryNews> visible(String table) {
        List<EntryNews> all = new ArrayList<>();
        for (Tables.Entry entry : tables.all()) {
            if (entry.visible && entry.news.table().equals(table)) {
                all.add(entry.news);
            }
        }
        return all;
    }

    public MemberNews own() {
        return membership.own();
    }

    public CoreCounters counters() {
        return counters;
    }

    public int health() {
        return health.score();
    }

    public int rumours() {
        return spreader.queued();
    }

    public int tableEntries() {
        return tables.size();
    }

    /** Equal on two members exactly if they hold the same facts. */
    public long[] digest() {
        return digest.snapshot();
    }

    private void hear(List<News> news, boolean bySync, boolean relay, Endpoint from) {
        for (News item : news) {
            item.deliverTo(new News.Receiver() {
                @Override
                public void onMember(MemberNews told) {
                    membership.hear(told, bySync, relay, from, nowNanos);
                }

                @Override
                public void onEntry(EntryNews told) {
                    tables.hear(told, relay, from, nowNanos);
                }
            });
        }
    }

    /** Hears the news of a message first: an answer then speaks of what is known now. */
    private final class Inbox implements Message.Receiver {

        @Override
        public void onPing(Endpoint from, Message.Ping ping) {
            hear(ping.news(), false, true, from);
            if (!ping.target().equals(own().name())) {
                counters.refused++; // meant for whoever had this address before
                return;
            }
            News first = membership.isMisjudged(ping.news()) ? own() : membership.doubtsAbout(ping.sender(), nowNanos);
            List<News> news = spreader.fill(from, Message.BODY_BOUND, first, nowNanos);
            effects.send(from, new Message.Ack(ping.seq(), own().name(), news));
        }

        @Override
        public void onAck(Endpoint from, Message.Ack ack) {
            hear(ack.news(), false, true, from);
            prober.onAck(ack, nowNanos);
        }

        @Override
        public void onNack(Endpoint from, Message.Nack nack) {
            hear(nack.news(), false, true, from);
            prober.onNack(nack);
        }

        @Override
        public void onPingRequest(Endpoint from, Message.PingRequest request) {
            hear(request.news(), false, true, from);
            prober.onPingRequest(from, request, nowNanos);
        }

        @Override
        public void onGossip(Endpoint from, Message.Gossip gossip) {
            hear(gossip.news(), false, true, from);
        }

        @Override
        public void onDigest(Endpoint from, Message.Digest theirs) {
            hear(theirs.news(), true, antiEntropy.relays(nowNanos), from);
            antiEntropy.onDigest(from, theirs, nowNanos);
        }

        @Override
        public void onItems(Endpoint from, Message.Items items) {
            hear(items.news(), true, antiEntropy.relays(nowNanos), from);
        }
    }

    /** What a changed record means to listeners, to the probing round and to the tables. */
    private final class Consequences implements Membership.Changes {

        @Override
        public void recordChanged(@Nullable MemberNews before, @Nullable MemberNews after, long nowNanos) {
            effects.viewChanged();
            if (after != null) {
                tell(before, after);
            }
            MemberNews any = after != null ? after : before;
            if (any != null && (before == null || after == null || ownerDiffers(before, after))) {
                tables.ownerChanged(any.name());
            }
        }

        private boolean ownerDiffers(MemberNews before, MemberNews after) {
            return before.epoch() != after.epoch()
                    || before.isLive() != after.isLive()
                    || after.state() == MemberState.LEFT;
        }

        private void tell(@Nullable MemberNews before, MemberNews after) {
            for (MemberChange change : MemberChanges.between(before, after)) {
                if (change == MemberChange.JOINED) {
                    prober.joined(after.name());
                }
                effects.member(change, after);
            }
        }

        @Override
        public void reborn(long nowNanos) {
            tables.reborn(nowNanos);
        }

        @Override
        public void nameConflict(MemberNews other) {
            effects.nameConflict(other);
        }

        @Override
        public void spokeUp() {
            effects.viewChanged();
        }
    }

    private final class Owners implements Tables.Owners {

        @Override
        public Tables.Owner stateOf(String name, long epoch) {
            MemberRecord record = membership.find(name);
            if (record == null || record.news.epoch() < epoch) {
                return Tables.Owner.UNKNOWN;
            }
            if (record.news.epoch() > epoch) {
                return Tables.Owner.GONE;
            }
            if (membership.isSelf(record)) {
                return Tables.Owner.LIVE; // to itself it stays, even while it says goodbye
            }
            return switch (record.news.state()) {
                case ALIVE, SUSPECT -> Tables.Owner.LIVE;
                case FAILED -> Tables.Owner.FAILED;
                case LEFT -> Tables.Owner.GONE;
            };
        }

        @Override
        public MemberNews own() {
            return membership.own();
        }
    }
}
