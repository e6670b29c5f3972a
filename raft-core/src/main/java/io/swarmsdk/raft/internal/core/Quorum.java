package io.swarmsdk.raft.internal.core;

import java.util.Arrays;

/** What a majority of the voters holds. Pure. */
final class Quorum {

    private Quorum() {}

    /** The number of voters that make a majority of {@code voters}. */
    static int majority(int voters) {
        return voters / 2 + 1;
    }

    /** The largest value that a majority has reached; one value per voter. Raft, section 5.3. */
    static long reached(long[] perVoter) {
        if (perVoter.length == 0) {
            throw new IllegalArgumentException("perVoter: empty (expected: one value per voter)");
        }
        long[] ascending = perVoter.clone();
        Arrays.sort(ascending);
        return ascending[perVoter.length - majority(perVoter.length)];
    }

    /** The smallest age such that a majority is at most that old; one age per voter. */
    static long youngestMajority(long[] agePerVoter) {
        long[] ascending = agePerVoter.clone();
        Arrays.sort(ascending);
        return ascending[majority(agePerVoter.length) - 1];
    }
}
