package io.swarmsdk.raft.testkit;

import io.swarmsdk.raft.internal.core.CommitRule;
import io.swarmsdk.raft.internal.core.HardState;

/** A bug planted around an unchanged core, to show that the checks would find it. */
enum Mutation {
    NONE,
    /** What should wait for the disk is sent at once. */
    ACKNOWLEDGE_BEFORE_DURABLE,
    /** A leader commits whatever a majority has (Raft, figure 8). */
    COMMIT_OLDER_TERM_BY_COUNT,
    /** A restart recovers the term and loses the vote in it. */
    FORGET_VOTE_AT_RESTART,
    /** A follower takes the leader's commit index for its whole log. */
    FOLLOW_COMMIT_UNCLAMPED,
    /** A leader answers reads without asking whether it still leads. */
    READ_WITHOUT_ASKING;

    CommitRule commitRule() {
        return switch (this) {
            case COMMIT_OLDER_TERM_BY_COUNT ->
                new CommitRule() {
                    @Override
                    public boolean leaderMayCommit(long entryTerm, long term) {
                        return true;
                    }
                };
            case FOLLOW_COMMIT_UNCLAMPED ->
                new CommitRule() {
                    @Override
                    public long followerCommit(long leaderCommit, long verifiedIndex, long lastIndex) {
                        return Math.min(leaderCommit, lastIndex);
                    }
                };
            default -> CommitRule.RAFT;
        };
    }

    HardState recovered(HardState onDisk) {
        return this == FORGET_VOTE_AT_RESTART ? new HardState(onDisk.term(), null) : onDisk;
    }
}
