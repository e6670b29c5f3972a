package io.swarmsdk.node.internal.rpc;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.swarmsdk.model.store.MalformedException;
import io.swarmsdk.node.SwarmException;
import io.swarmsdk.node.SwarmException.ConflictException;
import io.swarmsdk.node.SwarmException.OutcomeUnknownException;
import io.swarmsdk.node.SwarmException.RefusedException;
import io.swarmsdk.node.SwarmException.UnavailableException;
import java.net.ConnectException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Failures as they cross the wire: a gRPC status for the kind, and a trailer that says whether the change may have
 * happened, because a status alone cannot.
 */
public final class Failures {
    private static final Metadata.Key<String> OUTCOME =
            Metadata.Key.of("swarm-outcome", Metadata.ASCII_STRING_MARSHALLER);
    private static final String NOT_APPLIED = "not-applied";
    private static final String UNKNOWN = "unknown";
    private static final int MAX_CHARS = 600;

    private Failures() {}

    /** What a server answers for a failure of its own. */
    public static StatusRuntimeException toWire(Throwable failure) {
        Throwable cause = unwrap(failure);
        if (cause instanceof StatusRuntimeException passedOn) {
            return passedOn;
        }
        Status status;
        if (cause instanceof RefusedException || isMalformed(cause)) {
            status = Status.INVALID_ARGUMENT;
        } else if (cause instanceof ConflictException) {
            status = Status.ABORTED;
        } else if (cause instanceof UnavailableException) {
            status = Status.UNAVAILABLE;
        } else if (cause instanceof OutcomeUnknownException) {
            status = Status.DEADLINE_EXCEEDED;
        } else {
            status = Status.INTERNAL;
        }
        boolean notApplied = isMalformed(cause)
                || cause instanceof SwarmException known && known.outcome() == SwarmException.Outcome.NOT_APPLIED;
        var trailers = new Metadata();
        trailers.put(OUTCOME, notApplied ? NOT_APPLIED : UNKNOWN);
        return status.withDescription(abbreviated(message(cause)))
                .withCause(cause)
                .asRuntimeException(trailers);
    }

    /** The text travels in a header, each byte of it as up to three, and headers longer than 8 KiB end the call instead. */
    private static String abbreviated(String text) {
        return text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS) + "…";
    }

    private static boolean isMalformed(Throwable cause) {
        return cause instanceof IllegalArgumentException || cause instanceof MalformedException;
    }

    /** What a client throws for a failed call. {@code target} says who was asked. */
    public static SwarmException fromWire(Throwable failure, String target) {
        Throwable cause = unwrap(failure);
        if (cause instanceof SwarmException known) {
            return known;
        }
        Status status = Status.fromThrowable(cause);
        String outcome = outcome(cause);
        String text = target + ": " + (status.getDescription() == null ? status.getCode() : status.getDescription());
        if (outcome == null) {
            return neverAnswered(status, text, cause);
        }
        boolean notApplied = outcome.equals(NOT_APPLIED);
        return switch (status.getCode()) {
            case INVALID_ARGUMENT -> new RefusedException(text, cause);
            case ABORTED -> new ConflictException(text, cause);
            default -> notApplied ? new UnavailableException(text, cause) : new OutcomeUnknownException(text, cause);
        };
    }

    /** No server of ours has answered; only a connection that was never made proves that nothing was sent. */
    private static SwarmException neverAnswered(Status status, String text, Throwable cause) {
        if (status.getCode() == Status.Code.UNAVAILABLE && neverConnected(status.getCause())) {
            return new UnavailableException(text + " (cannot connect; nothing was sent)", cause);
        }
        if (status.getCode() == Status.Code.UNIMPLEMENTED) {
            return new RefusedException(text + " (expected: the address of a manager)", cause);
        }
        return new OutcomeUnknownException(text + " (no answer; it may have happened)", cause);
    }

    private static boolean neverConnected(@Nullable Throwable cause) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof ConnectException) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable String outcome(Throwable cause) {
        Metadata trailers = Status.trailersFromThrowable(cause);
        return trailers == null ? null : trailers.get(OUTCOME);
    }

    /** What a failure says, or its type when it says nothing. */
    public static String message(Throwable cause) {
        String text = cause.getMessage();
        return text == null ? cause.toString() : text;
    }

    /** The failure inside the wrappers that futures put around it. */
    public static Throwable unwrap(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
