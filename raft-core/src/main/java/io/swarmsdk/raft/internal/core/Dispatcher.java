package io.swarmsdk.raft.internal.core;

/** Brings each message to the one that answers it. An answer with a higher term makes any role a follower first. */
final class Dispatcher implements RaftMessage.Receiver {

    private final RoleSwitch roles;
    private final CoreState state;
    private final Voter voter;
    private final Replica replica;

    Dispatcher(CoreState state, RoleSwitch roles) {
        this.state = state;
        this.roles = roles;
        this.voter = new Voter(state, roles);
        this.replica = new Replica(state, roles);
    }

    @Override
    public void onVoteRequest(String from, RaftMessage.VoteRequest request) {
        voter.onVoteRequest(from, request);
    }

    @Override
    public void onAppendRequest(String from, RaftMessage.AppendRequest request) {
        replica.onAppendRequest(from, request);
    }

    @Override
    public void onVoteResponse(String from, RaftMessage.VoteResponse response) {
        boolean promise = response.preVote() && response.granted(); // its term is one that nobody has entered yet
        if (!promise) {
            followHigherTerm(from, response.term());
        }
        roles.current().onVoteResponse(from, response);
    }

    @Override
    public void onAppendResponse(String from, RaftMessage.AppendResponse response) {
        followHigherTerm(from, response.term());
        roles.current().onAppendResponse(from, response);
    }

    private void followHigherTerm(String from, long term) {
        if (term > state.journal.term()) {
            roles.follow(term, null, from + " is in term " + term);
        }
    }
}
