package io.swarmsdk.raft.internal.core;

/** One role, and all state that ends with it. The role's own answer to each input; the default is to ignore it. */
abstract sealed class RoleState permits FollowerRole, CampaignRole, LeaderRole {

    final CoreState state;
    final RoleSwitch roles;

    RoleState(CoreState state, RoleSwitch roles) {
        this.state = state;
        this.roles = roles;
    }

    abstract Role role();

    /** Called once, when this role has become the current one. */
    abstract void begin();

    abstract long deadlineNanos();

    /** The deadline has passed. */
    abstract void expire();

    /** Whether a leader is alive as far as this node can tell, so that it lends no voice to another candidate. */
    boolean leaderAlive() {
        return false;
    }

    void onVoteResponse(String from, RaftMessage.VoteResponse response) {}

    void onAppendResponse(String from, RaftMessage.AppendResponse response) {}

    void onDurable() {}

    void propose(long proposalId, byte[] command) {
        state.fx.proposalRejected(proposalId, Rejection.notLeader(state.leader()));
    }

    void read(long readId) {
        state.fx.readRejected(readId, Rejection.notLeader(state.leader()));
    }

    void flush() {}

    /** Called once, when another role is about to take over or the core stops. */
    void end(Rejection why) {}
}
