package io.swarmsdk.raft.internal.core;

/**
 * When an entry counts as committed. There is one right answer, {@link #RAFT}; the rule is an interface so that the
 * simulator's own tests can break it and show that the breakage is found.
 */
public interface CommitRule {

    /** The rule of the Raft paper, the only one that is safe. */
    CommitRule RAFT = new CommitRule() {};

    /**
     * Whether a leader in {@code term} may commit an entry of {@code entryTerm} because a majority has it. Not if the
     * entry is of an older term: a later leader could still overwrite it (Raft, section 5.4.2 and figure 8).
     */
    default boolean leaderMayCommit(long entryTerm, long term) {
        return entryTerm == term;
    }

    /**
     * How far a follower may follow the leader's commit index: only over entries that this very message has shown to
     * be the leader's. What lies behind may be a leftover of another leader.
     */
    default long followerCommit(long leaderCommit, long verifiedIndex, long lastIndex) {
        return Math.min(leaderCommit, verifiedIndex);
    }
}
