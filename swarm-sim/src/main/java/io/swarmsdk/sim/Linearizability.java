package io.swarmsdk.sim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a concurrent history could have come from an object that does one operation at a time, each at some
 * moment between its invocation and its answer.
 *
 * <p>The problem is hard in general, so the search is bounded and may answer {@link Verdict.Outcome#UNDECIDED}. Splitting
 * by {@link SequentialModel#partition} and short histories per object keep it small.
 */
public final class Linearizability {
    private static final int EXPLAINED_OPERATIONS = 30;

    private Linearizability() {}

    /**
     * Judges {@code history} by {@code model}. {@code maxStates} bounds the search of each part of the history. Each state
     * visited is remembered: some hundred bytes, and a bit or two for each operation of the part.
     */
    public static <S, I, O> Verdict check(SequentialModel<S, I, O> model, History<I, O> history, long maxStates) {
        Checks.that(maxStates > 0, "maxStates: %s (expected: > 0)", maxStates);
        long visited = 0;
        boolean undecided = false;
        for (var part : partitions(model, history).entrySet()) {
            var search = new Prefixes<>(model, part.getValue(), maxStates);
            Verdict.Outcome outcome = search.checkWhole();
            visited += search.visited;
            if (outcome == Verdict.Outcome.VIOLATION) {
                return search.violation(part.getKey(), visited);
            }
            undecided |= outcome == Verdict.Outcome.UNDECIDED;
        }
        return undecided
                ? new Verdict(
                        Verdict.Outcome.UNDECIDED, List.of(), visited, "no decision within " + maxStates + " states")
                : new Verdict(Verdict.Outcome.LINEARIZABLE, List.of(), visited, "linearizable");
    }

    private static <S, I, O> Map<String, List<History.Operation<I, O>>> partitions(
            SequentialModel<S, I, O> model, History<I, O> history) {
        Map<String, List<History.Operation<I, O>>> parts = new LinkedHashMap<>();
        for (History.Operation<I, O> operation : history.operations()) {
            if (operation.outcome() != History.Outcome.FAILED) {
                parts.computeIfAbsent(model.partition(operation.input()), absent -> new ArrayList<>())
                        .add(operation);
            }
        }
        return parts;
    }

    /** One independent part of the history, and searches over its beginnings. */
    private static final class Prefixes<S, I, O> {
        private final SequentialModel<S, I, O> model;
        private final List<History.Operation<I, O>> operations;
        private final long maxStates;
        private long visited;

        Prefixes(SequentialModel<S, I, O> model, List<History.Operation<I, O>> operations, long maxStates) {
            this.model = model;
            this.operations = operations;
            this.maxStates = maxStates;
        }

        Verdict.Outcome checkWhole() {
            return check(Long.MAX_VALUE - 1);
        }

        /** Judges what had been recorded by the event {@code lastEvent}; what was unanswered then counts as open. */
        private Verdict.Outcome check(long lastEvent) {
            var search = new LinearizationSearch<>(model, operations, lastEvent, maxStates);
            Verdict.Outcome outcome = search.run();
            visited += search.visited();
            return outcome;
        }

        /**
         * The whole is known to fail. A prefix of a linearizable history is linearizable, so the first answer that cannot
         * be explained is found by halving. An undecided probe counts as good: the prefix named may then be longer than
         * the shortest, but it does fail.
         */
        Verdict violation(String partition, long visitedBefore) {
            long visitedByWhole = visited;
            TreeMap<Long, History.Operation<I, O>> answers = new TreeMap<>();
            for (History.Operation<I, O> operation : operations) {
                if (operation.outcome() == History.Outcome.OK) {
                    answers.put(operation.endedAt(), operation);
                }
            }
            List<Long> ends = new ArrayList<>(answers.keySet());
            int good = -1;
            int bad = ends.size() - 1;
            while (bad - good > 1) {
                int middle = (good + bad) >>> 1;
                if (check(ends.get(middle)) == Verdict.Outcome.VIOLATION) {
                    bad = middle;
                } else {
                    good = middle;
                }
            }
            long end = ends.get(bad);
            List<History.Operation<I, O>> prefix = new ArrayList<>(operations);
            prefix.removeIf(operation -> operation.invokedAt() > end);
            String text = explain(partition, answers.get(end), prefix);
            List<Integer> ids = prefix.stream().map(History.Operation::id).toList();
            return new Verdict(Verdict.Outcome.VIOLATION, ids, visitedBefore + visited - visitedByWhole, text);
        }

        private String explain(
                String partition, History.@Nullable Operation<I, O> culprit, List<History.Operation<I, O>> prefix) {
            var text = new StringBuilder("no order explains " + culprit);
            if (!partition.isEmpty()) {
                text.append(" (of ").append(partition).append(')');
            }
            int from = Math.max(0, prefix.size() - EXPLAINED_OPERATIONS);
            text.append("; the last ").append(prefix.size() - from).append(" operations invoked by then:");
            prefix.subList(from, prefix.size())
                    .forEach(operation -> text.append("\n  ").append(operation));
            return text.toString();
        }
    }
}
