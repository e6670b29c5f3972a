package io.swarmsdk.sim;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What clients asked and what they were told, in the order in which it happened. {@link Linearizability} judges it.
 *
 * <p>One operation precedes another if its answer was recorded before the other's invocation was: the order of the
 * calls here counts, the times are for the reader of a report. An operation without an answer stays open: it may have
 * taken effect at any moment since, or never.
 *
 * <p>Single-threaded; a test with real threads must guard it with a lock of its own, taken around the recording only.
 *
 * @param <I> what is asked of the object, such as "put a 1"; equal inputs should be {@code equals}
 * @param <O> what it answers
 */
public final class History<I, O> {
    private final List<Operation<I, O>> operations = new ArrayList<>();
    private long events;

    /** How an operation ended, as far as its client knows. */
    public enum Outcome {
        /** Invoked, no answer yet; judged like {@link #UNKNOWN}. */
        PENDING,
        /** Answered. */
        OK,
        /** Certainly without effect; judged as if never invoked. */
        FAILED,
        /** Given up: it may have happened, may still happen, or never will. */
        UNKNOWN
    }

    /** A client asks for something; the answer is the operation's id, to be named when it ends. */
    public int invoke(String client, I input, long nowNanos) {
        int id = operations.size();
        operations.add(new Operation<>(id, client, input, nowNanos, events++));
        return id;
    }

    /** As {@link #invoke(String, Object, long)}, for clients that are numbered. */
    public int invoke(long client, I input, long nowNanos) {
        return invoke(Long.toString(client), input, nowNanos);
    }

    /** The operation was answered. */
    public void ok(long op, O output, long nowNanos) {
        end(op, Outcome.OK, output, nowNanos);
    }

    /** The operation certainly had and will have no effect. */
    public void failed(long op) {
        Operation<I, O> operation = operation(op);
        end(op, Outcome.FAILED, null, operation.invokedNanos);
    }

    /** The client will never know; the operation stays open-ended. */
    public void unknown(long op) {
        Operation<I, O> operation = operation(op);
        end(op, Outcome.UNKNOWN, null, operation.invokedNanos);
    }

    /** Operations recorded, whatever became of them. */
    public int size() {
        return operations.size();
    }

    /** All operations in the order of their invocation; the index is the id. */
    public List<Operation<I, O>> operations() {
        return Collections.unmodifiableList(operations);
    }

    private void end(long op, Outcome outcome, @Nullable O output, long nowNanos) {
        Operation<I, O> operation = operation(op);
        if (operation.outcome != Outcome.PENDING) {
            throw new IllegalStateException("ended before: " + operation);
        }
        operation.outcome = outcome;
        operation.output = output;
        operation.endedNanos = nowNanos;
        operation.endedAt = events++;
    }

    private Operation<I, O> operation(long op) {
        Checks.that(op >= 0 && op < operations.size(), "op: %s (expected: an id that invoke has given)", op);
        return operations.get((int) op);
    }

    /** One operation of a history. */
    public static final class Operation<I, O> {
        private final int id;
        private final String client;
        private final I input;
        private final long invokedNanos;
        private final long invokedAt;
        private Outcome outcome = Outcome.PENDING;
        private @Nullable O output;
        private long endedNanos;
        private long endedAt = Long.MAX_VALUE;

        private Operation(int id, String client, I input, long invokedNanos, long invokedAt) {
            this.id = id;
            this.client = client;
            this.input = input;
            this.invokedNanos = invokedNanos;
            this.invokedAt = invokedAt;
        }

        /** Its place in the history, from 0. */
        public int id() {
            return id;
        }

        /** Who asked. */
        public String client() {
            return client;
        }

        /** What was asked. */
        public I input() {
            return input;
        }

        /** How it ended. */
        public Outcome outcome() {
            return outcome;
        }

        /**
         * The answer.
         *
         * @throws IllegalStateException if there is none
         */
        public O output() {
            O answer = output;
            if (answer == null) {
                throw new IllegalStateException("no answer: " + this);
            }
            return answer;
        }

        /** When it was asked. */
        public long invokedNanos() {
            return invokedNanos;
        }

        /** Number of the invocation among all recorded events: the real-time order. */
        long invokedAt() {
            return invokedAt;
        }

        /** Number of the end among all recorded events. */
        long endedAt() {
            return endedAt;
        }

        @Override
        public String toString() {
            String asked = "#" + id + " " + client + ": " + input + " @" + invokedNanos;
            return outcome == Outcome.OK ? asked + " -> " + output + " @" + endedNanos : asked + " -> " + outcome;
        }
    }
}
