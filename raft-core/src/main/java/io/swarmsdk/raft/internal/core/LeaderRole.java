package io.swarmsdk.raft.internal.core;

import java.util.List;
import java.util.TreeMap;

/**
 * Leads one term: appends, replicates, commits by count, confirms reads. Opens the term with an entry of its own,
 * without which nothing of earlier terms could be committed. Gives up when no majority has answered for an election
 * timeout, or when its own disk hangs.
 */
final class LeaderRole extends RoleState {

    private final TreeMap<String, Progress> followers = new TreeMap<>();
    private final ProposalQueue proposals;
    private final ReadQueue reads;
    private final long firstIndexOfTerm;
    private long nextHeartbeatNanos;

    LeaderRole(CoreState state, RoleSwitch roles) {
        super(state, roles);
        this.proposals = new ProposalQueue(state.fx, state.config.maxUncommittedBytes());
        this.reads = new ReadQueue(state.fx);
        this.firstIndexOfTerm = state.journal.lastIndex() + 1;
        this.nextHeartbeatNanos = state.nowNanos() + state.config.heartbeatNanos();
        for (String peer : state.config.peers()) {
            followers.put(peer, new Progress(firstIndexOfTerm, state.config.maxInflight(), state.nowNanos()));
        }
    }

    @Override
    Role role() {
        return Role.LEADER;
    }

    @Override
    void begin() {
        append(List.of(LogEntry.noop(firstIndexOfTerm, state.journal.term())));
    }

    @Override
    boolean leaderAlive() {
        return true;
    }

    @Override
    void propose(long proposalId, byte[] command) {
        proposals.add(proposalId, command);
    }

    @Override
    void read(long readId) {
        reads.add(readId);
    }

    @Override
    void flush() {
        if (proposals.hasStaged()) {
            append(proposals.take(state.journal.lastIndex() + 1, state.journal.term()));
        }
        if (reads.hasWaiting() && state.commitIndex() >= firstIndexOfTerm) {
            reads.openRound(++state.readRound, state.commitIndex());
            confirmReads();
        }
        followers.forEach(this::bringForward);
    }

    private void append(List<LogEntry> entries) {
        state.journal.append(AppendBatch.NO_TRUNCATION, entries, state.nowNanos());
    }

    private void bringForward(String peer, Progress follower) {
        while (follower.maySendEntries() && follower.next() <= state.journal.lastIndex()) {
            List<LogEntry> entries =
                    state.journal.read(follower.next(), state.journal.lastIndex(), state.config.maxAppendBytes());
            send(peer, follower, entries);
            follower.sentEntries(entries.get(entries.size() - 1).index(), state.commitIndex());
        }
        if (follower.hasNews(state.commitIndex(), state.readRound)) {
            sendHeartbeat(peer, follower);
        }
    }

    private void sendHeartbeat(String peer, Progress follower) {
        send(peer, follower, List.of());
        follower.sentHeartbeat(state.commitIndex(), state.readRound);
    }

    private void send(String peer, Progress follower, List<LogEntry> entries) {
        long prev = follower.next() - 1;
        Journal journal = state.journal;
        state.send(
                peer,
                new RaftMessage.AppendRequest(
                        journal.term(), prev, journal.termAt(prev), state.commitIndex(), state.readRound, entries));
    }

    @Override
    void onAppendResponse(String from, RaftMessage.AppendResponse response) {
        Progress follower = followers.get(from);
        boolean stale = response.term() < state.journal.term();
        if (follower == null || stale || response.readRound() > state.readRound) {
            return;
        }
        if (!response.accepted()) {
            long meet = LogRepair.lastNotAfter(state.journal, response.hintIndex(), response.hintTerm());
            follower.refused(response.matchIndex(), meet);
        } else if (response.matchIndex() <= state.journal.lastIndex()) {
            follower.accepted(response.matchIndex());
            commitByCount();
        }
        follower.answered(response.readRound(), state.nowNanos());
        confirmReads();
    }

    @Override
    void onDurable() {
        commitByCount();
    }

    /** An entry of an older term is never committed by counting replicas, only by a later one of this term. */
    private void commitByCount() {
        long index = Quorum.reached(perVoter(state.journal.durableIndex(), Progress::match));
        if (index > state.commitIndex()
                && state.commitRule.leaderMayCommit(state.journal.termAt(index), state.journal.term())) {
            state.commitTo(index);
            proposals.committed(index);
        }
    }

    private void confirmReads() {
        reads.confirm(Quorum.reached(perVoter(state.readRound, Progress::ackedRound)));
    }

    @Override
    long deadlineNanos() {
        return nextHeartbeatNanos;
    }

    @Override
    void expire() {
        long now = state.nowNanos();
        long patience = state.config.electionTimeoutNanos();
        if (Quorum.youngestMajority(perVoter(0, follower -> follower.silenceNanos(now))) >= patience) {
            roles.follow(state.journal.term(), null, "no majority answered for an election timeout");
        } else if (state.journal.oldestWriteAgeNanos(now) >= 2 * patience) {
            roles.follow(state.journal.term(), null, "own disk hangs for two election timeouts");
        } else {
            nextHeartbeatNanos = now + state.config.heartbeatNanos();
            followers.forEach(this::sendHeartbeat);
        }
    }

    @Override
    void end(Rejection why) {
        proposals.rejectStaged(why);
        reads.rejectAll(why);
        if (state.journal.lastIndex() > state.commitIndex()) {
            state.fx.proposalsAborted(state.commitIndex() + 1);
        }
    }

    private interface FollowerValue {
        long of(Progress follower);
    }

    private long[] perVoter(long own, FollowerValue value) {
        long[] values = new long[followers.size() + 1];
        values[0] = own;
        int i = 1;
        for (Progress follower : followers.values()) {
            values[i++] = value.of(follower);
        }
        return values;
    }
}
