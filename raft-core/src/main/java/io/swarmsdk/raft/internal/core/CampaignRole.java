package io.swarmsdk.raft.internal.core;

import java.util.TreeSet;

/**
 * Asks the voters: first whether there would be a vote (pre-vote, which changes nothing anywhere), then for it, in a
 * term of its own. A candidate's own vote counts when it is durable, like any other.
 */
final class CampaignRole extends RoleState {

    private final boolean preVote;
    private final ElectionTimer timer;
    private final TreeSet<String> granted = new TreeSet<>();
    private final TreeSet<String> refused = new TreeSet<>();
    private long campaignTerm;

    CampaignRole(CoreState state, RoleSwitch roles, boolean preVote) {
        super(state, roles);
        this.preVote = preVote;
        this.timer = new ElectionTimer(state.config.electionTimeoutNanos(), state.random);
        timer.restart(state.nowNanos());
        if (preVote && state.config.campaignAtStart() && state.journal.term() == 0) {
            // The voters of a new group are only just starting: ask again soon. A pre-vote costs nobody a term.
            timer.expireAt(state.nowNanos() + 2 * state.config.heartbeatNanos());
        }
    }

    @Override
    Role role() {
        return preVote ? Role.PRE_CANDIDATE : Role.CANDIDATE;
    }

    @Override
    void begin() {
        Journal journal = state.journal;
        campaignTerm = journal.term() + (preVote ? 1 : 0);
        var request = new RaftMessage.VoteRequest(campaignTerm, journal.lastIndex(), journal.lastTerm(), preVote);
        for (String peer : state.config.peers()) {
            state.send(peer, request);
        }
        if (preVote) {
            count(state.config.self(), true);
        } else {
            journal.persist(state.nowNanos());
        }
    }

    @Override
    void onDurable() {
        if (!preVote && state.journal.hardStateDurable()) {
            count(state.config.self(), true);
        }
    }

    @Override
    void onVoteResponse(String from, RaftMessage.VoteResponse response) {
        boolean answersThis =
                response.preVote() == preVote && (response.term() == campaignTerm || preVote && !response.granted());
        if (answersThis) {
            count(from, response.granted());
        }
    }

    private void count(String voter, boolean yes) {
        (yes ? granted : refused).add(voter);
        int majority = Quorum.majority(state.config.voters().size());
        if (granted.size() >= majority) {
            win();
        } else if (state.config.voters().size() - refused.size() < majority) {
            roles.follow(state.journal.term(), null, "refused by " + refused);
        }
    }

    private void win() {
        if (preVote) {
            roles.campaign("would get votes of " + granted);
        } else {
            roles.lead("votes of " + granted);
        }
    }

    @Override
    long deadlineNanos() {
        return timer.deadlineNanos();
    }

    @Override
    void expire() {
        if (state.journal.hardStateDurable()) {
            roles.preCampaign("no majority in time");
        } else {
            roles.follow(state.journal.term(), null, "own vote is not durable in time");
        }
    }
}
