package io.swarmsdk.raft.internal.shell;

import io.swarmsdk.raft.RaftException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An operation that somebody waits for. Ends once: with a result from the apply thread, or with a failure, whichever
 * comes first. Its index is confined to the loop until the operation is handed to the apply thread.
 */
final class Pending<T> {
    private final CompletableFuture<T> future = new CompletableFuture<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Admission admission;
    private final Callbacks callbacks;
    private final int bytes;
    private final long deadlineNanos;
    private long index;
    private long term;

    Pending(Admission admission, Callbacks callbacks, int bytes, long deadlineNanos) {
        this.admission = admission;
        this.callbacks = callbacks;
        this.bytes = bytes;
        this.deadlineNanos = deadlineNanos;
    }

    CompletableFuture<T> future() {
        return future;
    }

    long deadlineNanos() {
        return deadlineNanos;
    }

    boolean ended() {
        return ended.get();
    }

    /** The command is in the log from here on. */
    void appendedAt(long entryIndex, long entryTerm) {
        index = entryIndex;
        term = entryTerm;
    }

    boolean isAppended() {
        return index > 0;
    }

    long index() {
        return index;
    }

    long term() {
        return term;
    }

    /** True for the one caller that ends the operation, which then completes it on the callback executor. */
    boolean end() {
        return ended.compareAndSet(false, true);
    }

    /** Callback executor only. The operation counts as pending until here, so slow callbacks hold up new ones. */
    void complete(T result) {
        admission.leave(bytes);
        future.complete(result);
    }

    void succeed(T result) {
        if (end()) {
            callbacks.run(() -> complete(result));
        }
    }

    void fail(RaftException failure) {
        if (end()) {
            callbacks.run(() -> {
                admission.leave(bytes);
                future.completeExceptionally(failure);
            });
        }
    }
}
