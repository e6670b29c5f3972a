package io.swarmsdk.sim;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Depth-first search for a linearization (Wing and Gong), which remembers where it has been (Lowe).
 *
 * <p>At each point any operation may come next that was invoked before the earliest answer still to be explained.
 * Answered operations are tried first, in the order of invocation, then open ones: mostly an operation without answer
 * did not happen. Three observations keep open operations from multiplying the search:
 *
 * <ul>
 *   <li>one that would not change the state need not be placed;
 *   <li>of open operations with equal inputs the older one goes first, since it can stand wherever the younger could;
 *   <li>a point is hopeless if the same answered operations led to the same state before with fewer open ones used up.
 * </ul>
 */
final class LinearizationSearch<S, I, O> {
    private final SequentialModel<S, I, O> model;
    private final long maxStates;
    private final Entry<I, O> answered =
            new Entry<>(null, -1, 0, true); // head of the calls and answers not yet explained
    private final Entry<I, O> open = new Entry<>(null, -1, 0, true); // head of the open calls not yet placed
    private final Map<Point<S>, List<BitSet>> seen = new HashMap<>(); // looked up only, never iterated
    private final Deque<Placed<S, I, O>> path = new ArrayDeque<>();
    private final BitSet explained = new BitSet();
    private final BitSet usedOpen = new BitSet();
    private int toExplain;
    private long visited;
    private S state;

    LinearizationSearch(
            SequentialModel<S, I, O> model, List<History.Operation<I, O>> operations, long lastEvent, long maxStates) {
        this.model = model;
        this.maxStates = maxStates;
        this.state = model.initial();
        List<Entry<I, O>> events = new ArrayList<>();
        Map<I, Entry<I, O>> lastOpenWith = new LinkedHashMap<>();
        Entry<I, O> lastOpen = open;
        int openCalls = 0;
        for (History.Operation<I, O> operation : operations) {
            if (operation.invokedAt() > lastEvent) {
                continue;
            }
            if (operation.outcome() == History.Outcome.OK && operation.endedAt() <= lastEvent) {
                var call = new Entry<>(operation, toExplain, operation.invokedAt(), true);
                var answer = new Entry<>(operation, toExplain, operation.endedAt(), false);
                call.answer = answer;
                events.add(call);
                events.add(answer);
                toExplain++;
            } else {
                var call = new Entry<>(operation, openCalls++, operation.invokedAt(), true);
                call.olderEqual = lastOpenWith.put(operation.input(), call);
                lastOpen = lastOpen.linkAfter(call);
            }
        }
        events.sort((a, b) -> Long.compare(a.position, b.position));
        Entry<I, O> last = answered;
        for (Entry<I, O> event : events) {
            last = last.linkAfter(event);
        }
    }

    long visited() {
        return visited;
    }

    Verdict.Outcome run() {
        Entry<I, O> candidate = firstCandidate();
        while (toExplain > 0) {
            if (visited > maxStates) {
                return Verdict.Outcome.UNDECIDED;
            }
            if (candidate == null) {
                if (path.isEmpty()) {
                    return Verdict.Outcome.VIOLATION;
                }
                candidate = candidateAfter(takeBack());
            } else if (place(candidate)) {
                candidate = firstCandidate();
            } else {
                candidate = candidateAfter(candidate);
            }
        }
        return Verdict.Outcome.LINEARIZABLE;
    }

    private @Nullable Entry<I, O> firstCandidate() {
        return candidateAfter(answered);
    }

    /** The next call that may come at this point: answered ones up to the first answer, then open ones made before it. */
    private @Nullable Entry<I, O> candidateAfter(Entry<I, O> entry) {
        boolean isOpen = entry == open || (entry != answered && entry.answer == null);
        if (!isOpen) {
            Entry<I, O> next = entry.next;
            if (next != null && next.isCall) {
                return next;
            }
        }
        Entry<I, O> next = isOpen ? entry.next : open.next;
        return next != null && next.position < firstAnswer() ? next : null;
    }

    private long firstAnswer() {
        Entry<I, O> entry = answered.next;
        while (entry != null && entry.isCall) {
            entry = entry.next;
        }
        return entry == null ? Long.MAX_VALUE : entry.position;
    }

    /** Lets the call take effect now, if the model allows it and the point is new. */
    private boolean place(Entry<I, O> call) {
        Optional<S> after = stateAfter(call);
        if (after.isEmpty()) {
            return false;
        }
        visited++;
        BitSet bits = call.answer == null ? usedOpen : explained;
        bits.set(call.bit);
        if (!isNew(after.get())) {
            bits.clear(call.bit);
            return false;
        }
        path.push(new Placed<>(call, state));
        state = after.get();
        call.unlink();
        if (call.answer != null) {
            call.answer.unlink();
            toExplain--;
        }
        return true;
    }

    private Optional<S> stateAfter(Entry<I, O> call) {
        History.Operation<I, O> operation = call.operation();
        if (call.answer != null) {
            return model.step(state, operation.input(), operation.output());
        }
        if (call.olderEqual != null && !usedOpen.get(call.olderEqual.bit)) {
            return Optional.empty();
        }
        S after = model.stepUnseen(state, operation.input());
        return after.equals(state) ? Optional.empty() : Optional.of(after);
    }

    private Entry<I, O> takeBack() {
        Placed<S, I, O> placed = path.pop();
        Entry<I, O> call = placed.call;
        state = placed.before;
        if (call.answer == null) {
            usedOpen.clear(call.bit);
        } else {
            explained.clear(call.bit);
            call.answer.relink();
            toExplain++;
        }
        call.relink();
        return call;
    }

    private boolean isNew(S next) {
        var point = new Point<>((BitSet) explained.clone(), next);
        List<BitSet> before = seen.computeIfAbsent(point, absent -> new ArrayList<>(1));
        for (BitSet used : before) {
            if (isSubset(used, usedOpen)) {
                return false;
            }
        }
        before.add((BitSet) usedOpen.clone());
        return true;
    }

    private static boolean isSubset(BitSet small, BitSet large) {
        for (int bit = small.nextSetBit(0); bit >= 0; bit = small.nextSetBit(bit + 1)) {
            if (!large.get(bit)) {
                return false;
            }
        }
        return true;
    }

    private record Point<S>(BitSet explained, S state) {}

    private record Placed<S, I, O>(Entry<I, O> call, S before) {}

    /** A call or an answer in a doubly linked list that gives entries up and takes them back in reverse order. */
    private static final class Entry<I, O> {
        private final History.@Nullable Operation<I, O> operation; // null only in the two heads
        private final int bit; // among the answered calls, or among the open ones
        private final long position;
        private final boolean isCall;
        private @Nullable Entry<I, O> answer; // of a call that has one
        private @Nullable Entry<I, O> olderEqual; // of an open call: the next older open one with an equal input
        private @Nullable Entry<I, O> previous;
        private @Nullable Entry<I, O> next;

        Entry(History.@Nullable Operation<I, O> operation, int bit, long position, boolean isCall) {
            this.operation = operation;
            this.bit = bit;
            this.position = position;
            this.isCall = isCall;
        }

        History.Operation<I, O> operation() {
            if (operation == null) {
                throw new IllegalStateException("the head of a list is no operation");
            }
            return operation;
        }

        Entry<I, O> linkAfter(Entry<I, O> follower) {
            next = follower;
            follower.previous = this;
            return follower;
        }

        void unlink() {
            if (previous != null) {
                previous.next = next;
            }
            if (next != null) {
                next.previous = previous;
            }
        }

        void relink() {
            if (previous != null) {
                previous.next = this;
            }
            if (next != null) {
                next.previous = this;
            }
        }
    }
}
