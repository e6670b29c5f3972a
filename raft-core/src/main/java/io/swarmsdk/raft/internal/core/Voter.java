package io.swarmsdk.raft.internal.core;

/** Answers candidates, whatever role this node has. */
final class Voter {

    private final CoreState state;
    private final RoleSwitch roles;

    Voter(CoreState state, RoleSwitch roles) {
        this.state = state;
        this.roles = roles;
    }

    void onVoteRequest(String candidate, RaftMessage.VoteRequest request) {
        if (request.preVote()) {
            answerPreVote(candidate, request);
        } else if (request.term() < state.journal.term()) {
            answer(candidate, false);
        } else if (!roles.current().leaderAlive()) {
            vote(candidate, request);
        }
        // else: while the leader is alive a candidate gets neither an answer nor our term.
    }

    private void vote(String candidate, RaftMessage.VoteRequest request) {
        Journal journal = state.journal;
        if (request.term() > journal.term()) {
            roles.follow(request.term(), null, candidate + " campaigns in term " + request.term());
        }
        boolean grant = VoteRule.grants(journal.hardState(), candidate, upToDate(request));
        if (grant) {
            journal.vote(candidate);
            roles.follow(journal.term(), null, "voted for " + candidate).waitAnew();
        }
        answer(candidate, grant);
    }

    private void answerPreVote(String candidate, RaftMessage.VoteRequest request) {
        long term = state.journal.term();
        boolean grant =
                !roles.current().leaderAlive() && VoteRule.grantsPreVote(term, request.term(), upToDate(request));
        state.send(candidate, new RaftMessage.VoteResponse(grant ? request.term() : term, grant, true));
    }

    private boolean upToDate(RaftMessage.VoteRequest request) {
        return VoteRule.upToDate(
                request.lastTerm(), request.lastIndex(), state.journal.lastTerm(), state.journal.lastIndex());
    }

    private void answer(String candidate, boolean granted) {
        state.send(candidate, new RaftMessage.VoteResponse(state.journal.term(), granted, false));
    }
}
