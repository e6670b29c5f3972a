package io.swarmsdk.model.store;

import io.swarmsdk.model.internal.codec.ModelCodec;
import io.swarmsdk.model.internal.shell.CallbackThread;
import io.swarmsdk.model.internal.shell.LeadershipEvents;
import io.swarmsdk.model.internal.shell.StoreApplier;
import io.swarmsdk.model.internal.shell.Watches;
import io.swarmsdk.model.spi.Leadership;
import io.swarmsdk.model.spi.ReplicatedLog;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A replica of all objects of a swarm. Reads are free and never wait; changes go through a replicated log as
 * {@linkplain ChangeSet change sets}, many in flight, and are applied by every replica in log order. All methods may be
 * called from any thread and do not block; futures complete and watchers are called on the callback executor.
 */
public final class StateStore implements AutoCloseable {
    private final String name;
    private final ReplicatedLog log;
    private final Executor callbacks;
    private final @Nullable CallbackThread ownCallbacks;
    private final Watches watches;
    private final LeadershipEvents leadership;
    private final StoreApplier applier;
    private volatile boolean closed;

    private StateStore(Builder builder, ReplicatedLog log) {
        name = builder.name;
        this.log = log;
        if (builder.callbackExecutor == null) {
            ownCallbacks = new CallbackThread("swarm-model-" + name + "-callback");
            callbacks = ownCallbacks;
        } else {
            ownCallbacks = null;
            callbacks = builder.callbackExecutor;
        }
        watches = new Watches(builder.watchHistory, callbacks);
        leadership = new LeadershipEvents(callbacks);
        applier = new StoreApplier(name, watches, leadership);
    }

    /** Settings of a store; only the log must be given. */
    public static Builder builder() {
        return new Builder();
    }

    /** The latest state this replica has applied. */
    public StoreView view() {
        return applier.view();
    }

    /**
     * Proposes a change set. Completes once it is applied here, so that {@link #view()} holds it; an empty set is not
     * proposed. Change sets of one caller keep their order.
     *
     * <p>Fails with {@link ConflictException} when a precondition does not hold, and with another {@link StoreException}
     * when there is no answer; its outcome tells whether the set may be applied all the same.
     */
    public CompletableFuture<Committed> commit(ChangeSet changes, Duration deadline) {
        if (closed) {
            return CompletableFuture.failedFuture(closedNow());
        }
        if (changes.isEmpty()) {
            return CompletableFuture.completedFuture(new Committed(view().revision()));
        }
        return answer(
                log.propose(ModelCodec.encode(changes), deadline),
                reply -> new Committed(ModelCodec.decodeReply(reply)));
    }

    /** A linearizable read: a view that holds everything that any replica had committed before this call. */
    public CompletableFuture<StoreView> readBarrier(Duration deadline) {
        return closed
                ? CompletableFuture.failedFuture(closedNow())
                : answer(log.readBarrier(deadline), index -> view());
    }

    /**
     * Tells a watcher of all changes after a revision, in log order, each once, beginning with those the store still
     * holds. {@code watch(view.revision(), …)} goes on exactly where the view ends.
     */
    public Watch watch(long fromRevisionExclusive, WatchFilter filter, Watcher watcher) {
        var watch = watches.open(fromRevisionExclusive, filter, watcher);
        if (closed) {
            watch.close();
        }
        return watch;
    }

    /** Who leads, as far as this replica knows. */
    public Leadership leadership() {
        return log.leadership();
    }

    /** Adds a listener; it is told at once if this replica has caught up as leader already. */
    public void addLeadershipListener(LeadershipListener listener) {
        leadership.add(listener);
    }

    /** Removes a listener: no call to it begins after this. */
    public void removeLeadershipListener(LeadershipListener listener) {
        leadership.remove(listener);
    }

    /** Closes the log and ends all watches and the thread of this store; an executor that was given goes on. */
    @Override
    public void close() {
        closed = true;
        log.close();
        watches.close();
        if (ownCallbacks != null) {
            ownCallbacks.close();
        }
    }

    private UnavailableException closedNow() {
        return new UnavailableException("store " + name + ": closed");
    }

    private <A, B> CompletableFuture<B> answer(CompletableFuture<A> from, Function<A, B> value) {
        var answer = new CompletableFuture<B>();
        from.whenComplete((result, failure) -> {
            Runnable completion = () -> complete(answer, result, failure, value);
            try {
                callbacks.execute(completion);
            } catch (RejectedExecutionException e) {
                completion.run(); // the executor has ended; nobody shall wait for ever
            }
        });
        return answer;
    }

    private static <A, B> void complete(
            CompletableFuture<B> answer, A result, @Nullable Throwable failure, Function<A, B> value) {
        if (failure != null) {
            answer.completeExceptionally(asStoreException(failure));
            return;
        }
        try {
            answer.complete(value.apply(result));
        } catch (StoreException e) {
            answer.completeExceptionally(e);
        }
    }

    private static StoreException asStoreException(Throwable failure) {
        var cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof StoreException known
                ? known
                : new OutcomeUnknownException("the log failed: " + cause.getMessage(), cause);
    }

    /** Settings of a store. Belongs to one thread. */
    public static final class Builder {
        private @Nullable ReplicatedLog log;
        private String name = "local";
        private @Nullable Executor callbackExecutor;
        private int watchHistory = 16_384;

        private Builder() {}

        /** The log; the store starts and closes it. */
        public Builder log(ReplicatedLog value) {
            log = value;
            return this;
        }

        /** Name of this replica in logs and thread names; default {@code local}. */
        public Builder name(String value) {
            name = value;
            return this;
        }

        /**
         * Where futures complete and watchers and listeners are called; default one daemon thread of the store. One that
         * runs on the calling thread is for simulations only: callbacks then run on the apply thread.
         */
        public Builder callbackExecutor(Executor value) {
            callbackExecutor = value;
            return this;
        }

        /**
         * How many events are kept for watchers that lag or resume, 1 or more; default 16,384. Fewer send slow watchers
         * back to the view sooner, more cost memory: an event holds two versions of an object.
         */
        public Builder watchHistory(int events) {
            watchHistory = events;
            return this;
        }

        /**
         * Starts the log and with it the store.
         *
         * @throws IllegalArgumentException naming the setting that is missing or out of range
         */
        public StateStore build() {
            if (log == null) {
                throw new IllegalArgumentException("log: missing (expected: a ReplicatedLog)");
            }
            if (name.isBlank()) {
                throw new IllegalArgumentException("name: '" + name + "' (expected: not blank)");
            }
            if (watchHistory < 1) {
                throw new IllegalArgumentException("watchHistory: " + watchHistory + " (expected: >= 1)");
            }
            var store = new StateStore(this, log);
            log.start(store.applier);
            return store;
        }
    }
}
