package io.swarmsdk.raft.internal.core;

import org.jspecify.annotations.Nullable;

/** Why a proposal or a read was turned away. It had no effect and never will have. */
public record Rejection(Reason reason, @Nullable String leaderHint) {

    /** What the caller can do about it. */
    public enum Reason {
        /** Ask the leader; {@link Rejection#leaderHint()} names it when this node knows one. */
        NOT_LEADER,
        /** Too many bytes wait for their commit: try again later. */
        OVERLOADED,
        /** This node has stopped for good. */
        STOPPED
    }

    /** This node does not lead; {@code leaderHint} is the leader it knows, if any. */
    public static Rejection notLeader(@Nullable String leaderHint) {
        return new Rejection(Reason.NOT_LEADER, leaderHint);
    }

    /** The limit of uncommitted bytes is reached. */
    public static Rejection overloaded() {
        return new Rejection(Reason.OVERLOADED, null);
    }

    /** The node failed, see {@link RaftEffects#fatal}. */
    public static Rejection stopped() {
        return new Rejection(Reason.STOPPED, null);
    }
}
