package io.swarmsdk.gossip.internal.core;

import io.swarmsdk.gossip.MemberState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The failure detector: one probe at a time, each member once per round in random order; without an answer in time,
 * others are asked to probe, and the direct probe is repeated. Also probes for others who ask.
 */
final class Prober {

    private static final int RELAYS = 256;

    private static final class Probe {
        final long seq;
        final MemberNews target;
        long indirectNanos;
        long endNanos;
        boolean askedOthers;
        int nacksExpected;
        int nacks;

        Probe(long seq, MemberNews target) {
            this.seq = seq;
            this.target = target;
        }
    }

    private record Relay(Endpoint asker, long askerSeq, String target, long nackNanos, boolean nacked) {}

    private final CoreConfig config;
    private final Membership membership;
    private final Spreader spreader;
    private final Health health;
    private final CoreCounters counters;
    private final CoreRandom random;
    private final CoreEffects effects;
    private final List<String> round = new ArrayList<>();
    private final LinkedHashMap<Long, Relay> relays = new LinkedHashMap<>();
    private int position;
    private long seq;
    private long nextProbeNanos;
    private @Nullable Probe probe;

    Prober(
            CoreConfig config,
            Membership membership,
            Spreader spreader,
            Health health,
            CoreCounters counters,
            CoreRandom random,
            CoreEffects effects,
            long nowNanos) {
        this.config = config;
        this.membership = membership;
        this.spreader = spreader;
        this.health = health;
        this.counters = counters;
        this.random = random;
        this.effects = effects;
        seq = random.nextLong() >>> 16;
        nextProbeNanos = nowNanos + random.nextNanos(config.probeIntervalNanos);
    }

    /** A new member takes a random place in the running round. */
    void joined(String name) {
        round.add(random.nextInt(round.size() + 1), name);
    }

    void tick(long nowNanos) {
        if (probe != null) {
            continueProbe(probe, nowNanos);
        }
        if (probe == null && nowNanos - nextProbeNanos >= 0) {
            startProbe(nowNanos);
        }
        tickRelays(nowNanos);
    }

    private void startProbe(long nowNanos) {
        nextProbeNanos = nowNanos + config.probeIntervalNanos;
        MemberRecord target = nextTarget();
        if (target == null) {
            return;
        }
        Probe started = new Probe(++seq, target.news);
        started.indirectNanos = nowNanos + health.stretch(config.probeTimeoutNanos);
        started.endNanos = nowNanos + health.stretch(config.probeIntervalNanos);
        probe = started;
        counters.probesSent++;
        ping(started.seq, target.news.name(), target.news.endpoint(), nowNanos);
    }

    private @Nullable MemberRecord nextTarget() {
        for (int tries = round.size(); tries >= 0; tries--) {
            if (position >= round.size()) {
                round.clear();
                membership.others(MemberRecord::isLive).forEach(record -> round.add(record.name()));
                random.shuffle(round);
                position = 0;
                if (round.isEmpty()) {
                    return null;
                }
            }
            MemberRecord record = membership.find(round.get(position++));
            if (record != null && record.isLive()) {
                return record;
            }
        }
        return null;
    }

    /** Whoever is under suspicion hears so from the probe itself (Lifeguard, buddy system). */
    private void ping(long pingSeq, String name, Endpoint to, long nowNanos) {
        News first = membership.doubtsAbout(name, nowNanos);
        List<News> news = spreader.fill(to, Message.BODY_BOUND, first, nowNanos);
        effects.send(to, new Message.Ping(pingSeq, membership.own().name(), name, news));
    }

    private void continueProbe(Probe running, long nowNanos) {
        if (!running.askedOthers && nowNanos - running.indirectNanos >= 0) {
            askOthers(running, nowNanos);
        }
        if (nowNanos - running.endNanos >= 0) {
            probe = null;
            failed(running, nowNanos);
        }
    }

    private void askOthers(Probe running, long nowNanos) {
        running.askedOthers = true;
        String name = running.target.name();
        List<MemberRecord> helpers = membership.others(record ->
                record.news.state() == MemberState.ALIVE && !record.name().equals(name));
        random.shuffle(helpers);
        for (MemberRecord helper : helpers.subList(0, Math.min(config.indirectProbes, helpers.size()))) {
            Endpoint to = helper.news.endpoint();
            List<News> news = spreader.fill(to, Message.BODY_BOUND, null, nowNanos);
            effects.send(to, new Message.PingRequest(running.seq, name, running.target.endpoint(), news));
            running.nacksExpected++;
        }
        ping(running.seq, name, running.target.endpoint(), nowNanos);
    }

    private void failed(Probe ended, long nowNanos) {
        counters.probesFailed++;
        // Helpers that are silent as well speak against this member's own network, not against the target.
        health.worse(ended.nacksExpected > 0 ? ended.nacksExpected - ended.nacks : 1);
        MemberRecord record = membership.find(ended.target.name());
        if (record != null && record.isLive() && record.news.epoch() == ended.target.epoch()) {
            membership.accuse(record, nowNanos);
        }
    }

    void onAck(Message.Ack ack, long nowNanos) {
        if (probe != null && probe.seq == ack.seq() && probe.target.name().equals(ack.sender())) {
            probe = null;
            health.better();
            return;
        }
        Relay relay = relays.get(ack.seq());
        if (relay != null && relay.target().equals(ack.sender())) {
            relays.remove(ack.seq());
            List<News> news = spreader.fill(relay.asker(), Message.BODY_BOUND, null, nowNanos);
            effects.send(relay.asker(), new Message.Ack(relay.askerSeq(), ack.sender(), news));
        }
    }

    void onNack(Message.Nack nack) {
        if (probe != null && probe.seq == nack.seq()) {
            probe.nacks = Math.min(probe.nacks + 1, probe.nacksExpected);
        }
    }

    void onPingRequest(Endpoint asker, Message.PingRequest request, long nowNanos) {
        if (relays.size() >= RELAYS
                || !Limits.isName(request.target())
                || !request.endpoint().isSane()) {
            counters.refused++;
            return;
        }
        long relaySeq = ++seq;
        long nackNanos = nowNanos + config.probeTimeoutNanos * 4 / 5;
        relays.put(relaySeq, new Relay(asker, request.seq(), request.target(), nackNanos, false));
        ping(relaySeq, request.target(), request.endpoint(), nowNanos);
    }

    private void tickRelays(long nowNanos) {
        for (long relaySeq : List.copyOf(relays.keySet())) {
            Relay relay = relays.get(relaySeq);
            if (relay == null || nowNanos - relay.nackNanos() < 0) {
                continue;
            }
            if (relay.nacked()) {
                relays.remove(relaySeq);
                continue;
            }
            // A late answer is still passed on, for as long as the asker may wait.
            long until = relay.nackNanos() + config.probeIntervalNanos;
            relays.put(relaySeq, new Relay(relay.asker(), relay.askerSeq(), relay.target(), until, true));
            effects.send(relay.asker(), new Message.Nack(relay.askerSeq(), List.of()));
        }
    }

    /** This process was stopped: what it waited for gets that time again. */
    void forgive(long nanos) {
        if (probe != null) {
            probe.indirectNanos += nanos;
            probe.endNanos += nanos;
        }
    }

    long nextDeadlineNanos() {
        long earliest = nextProbeNanos;
        if (probe != null) {
            earliest = probe.askedOthers ? probe.endNanos : probe.indirectNanos;
        }
        for (Relay relay : relays.values()) {
            earliest = relay.nackNanos() - earliest < 0 ? relay.nackNanos() : earliest;
        }
        return earliest;
    }
}
