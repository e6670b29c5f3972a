package io.swarmsdk.raft.internal.core;

import org.jspecify.annotations.Nullable;

/** The one place where a role changes: along these edges only, and always with a reason. */
final class RoleSwitch {

    private final CoreState state;
    private RoleState current;
    private boolean stopped;

    RoleSwitch(CoreState state) {
        this.state = state;
        FollowerRole first = new FollowerRole(state, this);
        if (state.config.campaignAtStart()) {
            first.campaignAt(state.nowNanos());
        }
        this.current = first;
    }

    RoleState current() {
        return current;
    }

    boolean stopped() {
        return stopped;
    }

    /** Follows {@code leader}, or nobody yet, in {@code term}, which is the current one or a higher one. */
    FollowerRole follow(long term, @Nullable String leader, String reason) {
        if (term > state.journal.term()) {
            state.journal.enterTerm(term);
        }
        if (current instanceof FollowerRole follower) {
            state.leaderIs(leader);
            return follower;
        }
        FollowerRole follower = new FollowerRole(state, this);
        become(follower, leader, reason);
        return follower;
    }

    /** Asks whether there would be votes. */
    void preCampaign(String reason) {
        become(new CampaignRole(state, this, true), null, reason);
    }

    /** Asks for votes, in the next term and with its own vote first. */
    void campaign(String reason) {
        state.journal.enterTerm(state.journal.term() + 1);
        state.journal.vote(state.config.self());
        become(new CampaignRole(state, this, false), null, reason);
    }

    /** Leads the current term. */
    void lead(String reason) {
        become(new LeaderRole(state, this), state.config.self(), reason);
    }

    /** Ends everything: from now on the core ignores its inputs. */
    void stop(String why) {
        if (stopped) {
            return;
        }
        stopped = true;
        Role before = current.role();
        current.end(Rejection.stopped());
        current = new FollowerRole(state, this);
        state.leaderIs(null);
        if (before != Role.FOLLOWER) {
            state.fx.roleChanged(before, Role.FOLLOWER, state.journal.term(), null, why);
        }
        state.fx.fatal(why);
    }

    private void become(RoleState next, @Nullable String leader, String reason) {
        Role from = current.role();
        Role to = next.role();
        if (!legal(from, to)) {
            throw new IllegalStateException(from + " -> " + to + " at term " + state.journal.term() + ": " + reason);
        }
        current.end(Rejection.notLeader(leader));
        current = next;
        state.fx.roleChanged(from, to, state.journal.term(), leader, reason);
        state.leaderIs(leader);
        next.begin();
    }

    private static boolean legal(Role from, Role to) {
        return switch (from) {
            case FOLLOWER -> to == Role.PRE_CANDIDATE;
            case PRE_CANDIDATE -> to != Role.LEADER; // to itself: asked again
            case CANDIDATE -> to != Role.CANDIDATE; // a new attempt starts with a pre-vote
            case LEADER -> to == Role.FOLLOWER;
        };
    }
}
