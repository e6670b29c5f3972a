package io.swarmsdk.raft.internal.core;

/** Waits for a leader's word, and campaigns when it does not come. */
final class FollowerRole extends RoleState {

    private final ElectionTimer timer;
    private long lastContactNanos;

    FollowerRole(CoreState state, RoleSwitch roles) {
        super(state, roles);
        this.timer = new ElectionTimer(state.config.electionTimeoutNanos(), state.random);
        timer.restart(state.nowNanos());
    }

    @Override
    Role role() {
        return Role.FOLLOWER;
    }

    @Override
    void begin() {}

    /** The leader has spoken. */
    void heardFromLeader() {
        lastContactNanos = state.nowNanos();
        timer.restart(lastContactNanos);
    }

    /** A vote was granted: give the candidate the time to win. */
    void waitAnew() {
        timer.restart(state.nowNanos());
    }

    void campaignAt(long nanos) {
        timer.expireAt(nanos);
    }

    @Override
    boolean leaderAlive() {
        return state.leader() != null && state.nowNanos() - lastContactNanos < state.config.electionTimeoutNanos();
    }

    @Override
    long deadlineNanos() {
        return timer.deadlineNanos();
    }

    @Override
    void expire() {
        // A node whose disk hangs could not make its own vote durable: it would only disturb the others.
        if (state.journal.oldestWriteAgeNanos(state.nowNanos()) >= state.config.electionTimeoutNanos()) {
            timer.restart(state.nowNanos());
            state.leaderIs(null);
            return;
        }
        roles.preCampaign(state.leader() == null ? "no leader in time" : "no word from " + state.leader());
    }
}
