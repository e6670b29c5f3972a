package io.swarmsdk.raft.internal.core;

import org.jspecify.annotations.Nullable;

/** What outlives a role: journal, commit and apply positions, who leads, and the time of the current input. */
final class CoreState {

    final CoreConfig config;
    final CommitRule commitRule;
    final Journal journal;
    final RaftEffects fx;
    final CoreRandom random;

    /** Rises over all terms of this incarnation, so an answer never confirms a round it was not sent for. */
    long readRound;

    private long nowNanos;
    private long commitIndex;
    private long appliedIndex;
    private @Nullable String leader;
    private long leaderTerm;

    CoreState(
            CoreConfig config,
            CommitRule commitRule,
            Journal journal,
            RaftEffects fx,
            CoreRandom random,
            long nowNanos) {
        this.config = config;
        this.commitRule = commitRule;
        this.journal = journal;
        this.fx = fx;
        this.random = random;
        this.nowNanos = nowNanos;
    }

    long nowNanos() {
        return nowNanos;
    }

    void timeIs(long nanos) {
        nowNanos = nanos;
    }

    long commitIndex() {
        return commitIndex;
    }

    /** Follows the commit index, which never falls. */
    void commitTo(long index) {
        if (index > commitIndex) {
            commitIndex = index;
            applyCommitted();
        }
    }

    /** Nothing is applied that this node's own disk could still forget. */
    void applyCommitted() {
        long to = Math.min(commitIndex, journal.durableIndex());
        if (to > appliedIndex) {
            long from = appliedIndex + 1;
            appliedIndex = to;
            fx.apply(from, to);
        }
    }

    @Nullable
    String leader() {
        return leader;
    }

    void leaderIs(@Nullable String id) {
        boolean sameLeader = id == null ? leader == null : id.equals(leader) && leaderTerm == journal.term();
        if (!sameLeader) {
            leader = id;
            leaderTerm = journal.term();
            fx.leaderChanged(leaderTerm, leader);
        }
    }

    /** Sends what speaks in this node's term: not before the term, and the vote in it, are durable. */
    void send(String to, RaftMessage message) {
        journal.persist(nowNanos);
        if (journal.hardStateDurable()) {
            fx.sendNow(to, message);
        } else {
            fx.sendAfter(journal.hardStateToken(), to, message);
        }
    }
}
