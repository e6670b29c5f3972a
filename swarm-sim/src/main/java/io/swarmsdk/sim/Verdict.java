package io.swarmsdk.sim;

import java.util.List;

/**
 * What {@link Linearizability} found.
 *
 * @param outcome the judgement
 * @param failingPrefix for a violation: ids of the operations invoked before the answer that first fits no order, in
 *     the order of invocation; without that answer the prefix is linearizable. Otherwise empty
 * @param statesVisited steps of the search, all parts together
 * @param explanation the violation for a reader: the answer that fits nowhere, and the operations before it
 */
public record Verdict(Outcome outcome, List<Integer> failingPrefix, long statesVisited, String explanation) {

    /** The judgement. */
    public enum Outcome {
        /** There is an order, and real time agrees with it. */
        LINEARIZABLE,
        /** There is none. */
        VIOLATION,
        /** The search was ended by its limit. */
        UNDECIDED
    }

    /** True only if an order was found; an undecided history is not. */
    public boolean isLinearizable() {
        return outcome == Outcome.LINEARIZABLE;
    }
}
