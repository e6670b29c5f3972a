package io.swarmsdk.node.internal.rpc;

import com.google.common.util.concurrent.ListenableFuture;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Context;
import io.grpc.Deadline;
import io.swarmsdk.model.spi.Leadership;
import io.swarmsdk.model.store.StateStore;
import io.swarmsdk.node.SwarmException.UnavailableException;
import io.swarmsdk.node.internal.config.HostPort;
import io.swarmsdk.node.internal.config.ManagerAddress;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Has a request carried out where the leader is: here, or by passing it on. Waits for a leader as long as the caller
 * does, and answers a little before the caller's deadline, so that the caller learns the outcome instead of guessing.
 */
final class LeaderRouting {
    private static final Duration NO_DEADLINE = Duration.ofSeconds(30);
    private static final long RETRY_MILLIS = 50;
    private static final long MIN_MARGIN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final StateStore store;
    private final TreeMap<String, ManagerAddress> managers = new TreeMap<>();
    private final Channels channels;
    private final ScheduledExecutorService timer;

    LeaderRouting(StateStore store, List<ManagerAddress> managers, Channels channels, ScheduledExecutorService timer) {
        this.store = store;
        managers.forEach(manager -> this.managers.put(manager.nodeId(), manager));
        this.channels = channels;
        this.timer = timer;
    }

    /**
     * Runs a request at the leader.
     *
     * @param here carries it out on this replica within the time given
     * @param there passes it on over a channel within the time given
     */
    <T> CompletableFuture<T> atLeader(
            Function<Duration, CompletableFuture<T>> here, BiFunction<Channel, Duration, ListenableFuture<T>> there) {
        Deadline callers = Context.current().getDeadline();
        long total = callers == null ? NO_DEADLINE.toNanos() : callers.timeRemaining(TimeUnit.NANOSECONDS);
        long margin = Math.max(MIN_MARGIN_NANOS, total / 20);
        var request = new Request<>(here, there, System.nanoTime(), total - margin, Forwarding.isForwarded());
        request.attempt();
        return request.result;
    }

    private final class Request<T> {
        private final Function<Duration, CompletableFuture<T>> here;
        private final BiFunction<Channel, Duration, ListenableFuture<T>> there;
        private final long startNanos;
        private final long limitNanos;
        private final boolean forwarded;
        private final CompletableFuture<T> result = new CompletableFuture<>();

        Request(
                Function<Duration, CompletableFuture<T>> here,
                BiFunction<Channel, Duration, ListenableFuture<T>> there,
                long startNanos,
                long limitNanos,
                boolean forwarded) {
            this.here = here;
            this.there = there;
            this.startNanos = startNanos;
            this.limitNanos = limitNanos;
            this.forwarded = forwarded;
        }

        void attempt() {
            try {
                Leadership leadership = store.leadership();
                long left = left();
                if (left <= 0) {
                    fail("no leader");
                } else if (leadership.self()) {
                    here.apply(Duration.ofNanos(left)).whenComplete(this::answered);
                } else if (leadership.leader().isPresent() && !forwarded) {
                    passOn(leadership.leader().get(), left);
                } else {
                    again();
                }
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        }

        private void passOn(String leader, long left) {
            ManagerAddress address = managers.get(leader);
            if (address == null) {
                result.completeExceptionally(
                        new IllegalStateException("leader " + leader + " is not one of " + managers.keySet()));
                return;
            }
            Channel channel = ClientInterceptors.intercept(channels.to(address.api()), Forwarding.marker());
            Futures.of(there.apply(channel, Duration.ofNanos(left))).whenComplete((value, failure) -> {
                if (failure == null) {
                    result.complete(value);
                } else {
                    answered(null, Failures.fromWire(failure, "leader " + HostPort.format(address.api())));
                }
            });
        }

        private void answered(@Nullable T value, @Nullable Throwable failure) {
            if (failure == null) {
                result.complete(value);
            } else if (Failures.unwrap(failure) instanceof UnavailableException && left() > 0) {
                again(); // nothing was changed, and another leader may come in time
            } else {
                result.completeExceptionally(Failures.unwrap(failure));
            }
        }

        private void again() {
            timer.schedule(this::attempt, RETRY_MILLIS, TimeUnit.MILLISECONDS);
        }

        private long left() {
            return limitNanos - (System.nanoTime() - startNanos);
        }

        private void fail(String why) {
            long waited = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
            result.completeExceptionally(new UnavailableException(
                    why + " among " + managers.size() + " managers within " + waited
                            + " ms (a majority must be up and connected); nothing was changed",
                    null));
        }
    }
}
