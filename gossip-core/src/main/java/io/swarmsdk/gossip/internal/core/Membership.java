package io.swarmsdk.gossip.internal.core;

import io.swarmsdk.gossip.MemberState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Owns every member record, this member's own included: merges news by {@link SwimRules}, runs suspicions, objects to
 * news about itself, and forgets the long dead.
 */
final class Membership {

    /** Hears of every change of another member's record; {@code before} is null for a new one, {@code after} for none. */
    interface Changes {
        void recordChanged(@Nullable MemberNews before, @Nullable MemberNews after, long nowNanos);

        /** This member goes on under a higher epoch. */
        void reborn(long nowNanos);

        void nameConflict(MemberNews other);

        /** This member's own record changed. */
        void spokeUp();
    }

    private final CoreConfig config;
    private final SwimRules rules;
    private final Health health;
    private final CoreCounters counters;
    private final StateDigest digest;
    private final Changes changes;
    private final RumourQueue<String> rumours = new RumourQueue<>(this::rumour);
    private final TreeMap<String, MemberRecord> records = new TreeMap<>();
    private final TreeMap<String, MemberRecord> suspects = new TreeMap<>();
    private final MemberRecord self;
    private int live; // the others that are ALIVE or SUSPECT
    private int failed;

    Membership(
            CoreConfig config,
            SwimRules rules,
            Health health,
            CoreCounters counters,
            StateDigest digest,
            MemberNews own,
            Changes changes,
            long nowNanos) {
        this.config = config;
        this.rules = rules;
        this.health = health;
        this.counters = counters;
        this.digest = digest;
        this.changes = changes;
        self = new MemberRecord(own, nowNanos);
        records.put(own.name(), self);
        digest.toggle(StateDigest.bucket(own.name()), StateDigest.hash(own));
        rumours.add(own.name(), null);
    }

    MemberNews own() {
        return self.news;
    }

    int live() {
        return live;
    }

    int failed() {
        return failed;
    }

    RumourQueue<String> rumours() {
        return rumours;
    }

    Collection<MemberRecord> all() {
        return records.values();
    }

    @Nullable
    MemberRecord find(String name) {
        return records.get(name);
    }

    boolean isSelf(MemberRecord record) {
        return record == self;
    }

    List<MemberRecord> others(Predicate<MemberRecord> wanted) {
        List<MemberRecord> found = new ArrayList<>();
        for (MemberRecord record : records.values()) {
            if (record != self && wanted.test(record)) {
                found.add(record);
            }
        }
        return found;
    }

    /** A record as it is told to others: with its accuser, or its age. */
    MemberNews tell(MemberRecord record, long nowNanos) {
        if (record.suspicion != null) {
            return record.news.accusedBy(record.suspicion.lastAccuser());
        }
        return record.isLive() ? record.news : record.news.aged(ageSeconds(record, nowNanos));
    }

    /** What a member that is not taken for alive here must hear to object; null for the others. */
    @Nullable
    MemberNews doubtsAbout(String name, long nowNanos) {
        MemberRecord record = records.get(name);
        return record == null || record.news.state() == MemberState.ALIVE ? null : tell(record, nowNanos);
    }

    /** Does the teller still hold an accusation of this member that has been refuted? */
    boolean isMisjudged(List<News> told) {
        for (News item : told) {
            if (item instanceof MemberNews member
                    && member.name().equals(self.name())
                    && member.state() != MemberState.ALIVE
                    && rules.judge(member, self.news) == SwimRules.Verdict.APPLY) {
                return true;
            }
        }
        return false;
    }

    /** Rumours and replies are believed as told; what comes by comparison of states ({@code bySync}) may be old. */
    void hear(MemberNews told, boolean bySync, boolean relay, @Nullable Endpoint source, long nowNanos) {
        if (!told.isSane()) {
            counters.refused++;
        } else if (told.name().equals(self.name())) {
            hearAboutSelf(told, nowNanos);
        } else {
            hearAboutOther(told, bySync, relay, source, nowNanos);
        }
    }

    /** This member's own probe of a live member failed. */
    void accuse(MemberRecord suspect, long nowNanos) {
        hearAboutOther(suspect.news.accusedBy(self.name()), false, true, null, nowNanos);
    }

    private void hearAboutOther(
            MemberNews told, boolean bySync, boolean relay, @Nullable Endpoint source, long nowNanos) {
        MemberRecord known = records.get(told.name());
        if (known == null) {
            admit(told, relay, source, nowNanos);
            return;
        }
        // A death heard in a comparison of states is verified: whoever was cut off took everybody else for dead.
        boolean verify = bySync && told.state() == MemberState.FAILED && known.isLive();
        MemberNews news = verify ? told.as(MemberState.SUSPECT) : told;
        switch (rules.judge(known.news, news)) {
            case APPLY -> {
                become(known, news, nowNanos);
                if (relay) {
                    rumours.add(known.name(), source);
                }
            }
            case CONFIRM -> {
                if (known.suspicion != null && known.suspicion.confirm(news.accuser())) {
                    rumours.add(known.name(), source);
                }
            }
            case IGNORE -> {}
        }
    }

    private void admit(MemberNews told, boolean relay, @Nullable Endpoint source, long nowNanos) {
        boolean almostForgotten = !told.isLive() && told.ageSeconds() * 1e9 > config.deadMemoryNanos * 0.75;
        if (almostForgotten) {
            return; // else those who still remember and those who just forgot would tell each other for ever
        }
        if (records.size() >= Limits.MEMBERS) {
            counters.refused++;
            return;
        }
        MemberRecord record = new MemberRecord(told, nowNanos);
        records.put(told.name(), record);
        settle(record, null, told, nowNanos);
        if (relay) {
            rumours.add(told.name(), source);
        }
    }

    private void become(MemberRecord record, MemberNews news, long nowNanos) {
        settle(record, record.news, news, nowNanos);
    }

    private void settle(MemberRecord record, @Nullable MemberNews before, MemberNews after, long nowNanos) {
        count(before, -1);
        record.news = after.aged(0);
        record.sinceNanos = nowNanos - Math.min(after.ageSeconds() * 1_000_000_000L, config.deadMemoryNanos);
        count(after, 1);
        if (after.state() == MemberState.SUSPECT) {
            record.suspicion = new Suspicion(after.accuser(), live + 1, config, nowNanos);
            suspects.put(record.name(), record);
        } else {
            record.suspicion = null;
            suspects.remove(record.name());
        }
        changes.recordChanged(before, record.news, nowNanos);
    }

    private void count(@Nullable MemberNews news, int by) {
        if (news == null) {
            return;
        }
        digest.toggle(StateDigest.bucket(news.name()), StateDigest.hash(news));
        live += news.isLive() ? by : 0;
        failed += news.state() == MemberState.FAILED ? by : 0;
    }

    private void hearAboutSelf(MemberNews told, long nowNanos) {
        MemberNews own = self.news;
        if (own.state() == MemberState.LEFT || told.epoch() < own.epoch()) {
            return;
        }
        boolean elsewhere = !told.endpoint().equals(own.endpoint());
        if (told.epoch() > own.epoch() && elsewhere) {
            conflict(told);
        } else if (told.epoch() > own.epoch() || told.state() == MemberState.LEFT) {
            // An earlier run here had a later clock, or somebody forged a goodbye: go on above it.
            speakUp(MemberNews.alive(own.name(), told.epoch() + 1, own.endpoint(), 0, own.metadata()), nowNanos);
            changes.reborn(nowNanos);
        } else if (rules.mustRefute(own, told)) {
            counters.refutations++;
            health.worse(1);
            long above = told.incarnation() + 1;
            speakUp(MemberNews.alive(own.name(), own.epoch(), own.endpoint(), above, own.metadata()), nowNanos);
        } else if (elsewhere && told.state() == MemberState.ALIVE) {
            conflict(told);
        }
    }

    private void conflict(MemberNews told) {
        counters.conflicts++;
        changes.nameConflict(told);
    }

    void describe(byte[] metadata, long nowNanos) {
        MemberNews own = self.news;
        speakUp(MemberNews.alive(own.name(), own.epoch(), own.endpoint(), own.incarnation() + 1, metadata), nowNanos);
    }

    void leave(long nowNanos) {
        speakUp(self.news.as(MemberState.LEFT), nowNanos);
    }

    private void speakUp(MemberNews news, long nowNanos) {
        digest.toggle(StateDigest.bucket(news.name()), StateDigest.hash(self.news));
        self.news = news;
        self.sinceNanos = nowNanos;
        digest.toggle(StateDigest.bucket(news.name()), StateDigest.hash(news));
        rumours.add(news.name(), null);
        changes.spokeUp();
    }

    /** The suspected who did not object in time are taken for dead. */
    void expireSuspicions(long nowNanos) {
        for (MemberRecord record : new ArrayList<>(suspects.values())) {
            if (record.suspicion != null && nowNanos - record.suspicion.deadlineNanos() >= 0) {
                become(record, record.news.as(MemberState.FAILED), nowNanos);
                rumours.add(record.name(), null);
            }
        }
    }

    void forgive(long nanos) {
        for (MemberRecord record : suspects.values()) {
            if (record.suspicion != null) {
                record.suspicion.forgive(nanos);
            }
        }
    }

    long nextDeadlineNanos(long otherwise) {
        long earliest = otherwise;
        for (MemberRecord record : suspects.values()) {
            if (record.suspicion != null && record.suspicion.deadlineNanos() - earliest < 0) {
                earliest = record.suspicion.deadlineNanos();
            }
        }
        return earliest;
    }

    void forgetLongDead(long nowNanos) {
        for (MemberRecord record : others(r -> !r.isLive() && nowNanos - r.sinceNanos >= config.deadMemoryNanos)) {
            count(record.news, -1);
            records.remove(record.name());
            changes.recordChanged(record.news, null, nowNanos);
        }
    }

    private @Nullable News rumour(String name, long nowNanos) {
        MemberRecord record = records.get(name);
        if (record == null) {
            return null;
        }
        boolean staleAccusation = record.news.state() == MemberState.FAILED
                && nowNanos - record.sinceNanos > config.accusationFreshNanos();
        return staleAccusation ? null : tell(record, nowNanos);
    }

    private static int ageSeconds(MemberRecord record, long nowNanos) {
        return (int) Math.min(Integer.MAX_VALUE, Math.max(0, nowNanos - record.sinceNanos) / 1_000_000_000L);
    }
}
