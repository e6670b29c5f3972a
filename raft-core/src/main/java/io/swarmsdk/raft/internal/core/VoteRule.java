package io.swarmsdk.raft.internal.core;

/** Who gets a vote. Pure. Raft, sections 5.2 and 5.4.1, and 9.6 of the dissertation for the pre-vote. */
final class VoteRule {

    private VoteRule() {}

    /** Whether a log that ends with ({@code lastTerm}, {@code lastIndex}) holds at least what ours may have committed. */
    static boolean upToDate(long lastTerm, long lastIndex, long ourLastTerm, long ourLastIndex) {
        return lastTerm > ourLastTerm || lastTerm == ourLastTerm && lastIndex >= ourLastIndex;
    }

    /** One vote per term; the same candidate may ask again. The voter is in the term of the request already. */
    static boolean grants(HardState voter, String candidate, boolean upToDate) {
        return upToDate && (voter.votedFor() == null || voter.votedFor().equals(candidate));
    }

    /** A pre-vote promises nothing and uses up no vote. */
    static boolean grantsPreVote(long voterTerm, long campaignTerm, boolean upToDate) {
        return upToDate && campaignTerm > voterTerm;
    }
}
