package io.swarmsdk.sim;

import java.util.Optional;

/**
 * What an object would do if one client used it at a time. Pure: the same arguments give the same answer.
 *
 * @param <S> its state: immutable, with {@code equals} and {@code hashCode} by value (the search remembers states)
 * @param <I> what is asked of it
 * @param <O> what it answers
 */
public interface SequentialModel<S, I, O> {

    /** The state before the first operation. */
    S initial();

    /** The state after {@code input}, if {@code output} is an answer that the object may give; empty if it is not. */
    Optional<S> step(S state, I input, O output);

    /**
     * The state after {@code input} took effect with an answer that nobody saw. Called for operations of unknown
     * outcome; the search itself considers that the operation never took effect.
     */
    S stepUnseen(S state, I input);

    /**
     * Names the independent object that an input is about, such as the key in a map. Each part of a history is judged
     * alone, from {@link #initial}, which is far cheaper; the start is one object for all.
     */
    default String partition(I input) {
        return "";
    }
}
