package io.swarmsdk.gossip.internal.core;

import io.swarmsdk.gossip.MemberState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Spreads rumours: fills the room left in every probe and answer, and tells {@code fanout} random members per round
 * while there is something to tell. Never more packets than that, however much there is.
 */
final class Spreader {

    private final CoreConfig config;
    private final Membership membership;
    private final Tables tables;
    private final CoreRandom random;
    private final CoreEffects effects;
    private long nextRoundNanos;

    Spreader(
            CoreConfig config,
            Membership membership,
            Tables tables,
            CoreRandom random,
            CoreEffects effects,
            long nowNanos) {
        this.config = config;
        this.membership = membership;
        this.tables = tables;
        this.random = random;
        this.effects = effects;
        nextRoundNanos = nowNanos;
    }

    /** News for a packet to {@code to} whose body takes {@code bodyBytes}; {@code first} goes in any case. */
    List<News> fill(Endpoint to, int bodyBytes, @Nullable News first, long nowNanos) {
        List<News> news = new ArrayList<>();
        int room = config.payloadBytes - bodyBytes;
        if (first != null && first.sizeBound() <= room) {
            news.add(first);
            room -= first.sizeBound();
        }
        int budget = budget();
        // Tables are left a quarter: a storm of membership changes must not starve them, nor they the membership.
        int forMembers = tables.rumours().isEmpty() ? room : room * 3 / 4;
        int used = membership.rumours().take(to, forMembers, budget, nowNanos, news);
        tables.rumours().take(to, room - used, budget, nowNanos, news);
        return news;
    }

    int budget() {
        return SwimRules.rumourBudget(membership.live() + 1);
    }

    void tick(long nowNanos) {
        if (isIdle() || nowNanos - nextRoundNanos < 0) {
            return;
        }
        nextRoundNanos = nowNanos + config.gossipIntervalNanos;
        List<MemberRecord> targets = membership.others(record -> isWorthTelling(record, nowNanos));
        random.shuffle(targets);
        for (MemberRecord target : targets.subList(0, Math.min(config.fanout, targets.size()))) {
            Endpoint to = target.news.endpoint();
            List<News> news = fill(to, Message.CARRIER_BOUND, null, nowNanos);
            if (!news.isEmpty()) {
                effects.send(to, new Message.Gossip(news));
            }
        }
    }

    /** The members, and those just found dead: they may be alive and must hear of it to object. */
    private boolean isWorthTelling(MemberRecord record, long nowNanos) {
        return record.isLive()
                || (record.news.state() == MemberState.FAILED
                        && nowNanos - record.sinceNanos <= config.accusationFreshNanos());
    }

    private boolean isIdle() {
        return (membership.rumours().isEmpty() && tables.rumours().isEmpty()) || membership.live() == 0;
    }

    long nextDeadlineNanos(long otherwise) {
        return !isIdle() && nextRoundNanos - otherwise < 0 ? nextRoundNanos : otherwise;
    }

    int queued() {
        return membership.rumours().size() + tables.rumours().size();
    }
}
