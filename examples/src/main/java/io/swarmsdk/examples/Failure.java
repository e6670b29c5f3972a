package io.swarmsdk.examples;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** A failure as one line for a person. */
public final class Failure {
    private Failure() {}

    /** What a future failed with, without the wrappers. */
    public static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** One line. */
    public static String text(Throwable failure) {
        Throwable cause = cause(failure);
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
