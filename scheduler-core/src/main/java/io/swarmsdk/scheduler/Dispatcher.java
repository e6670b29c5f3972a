package io.swarmsdk.scheduler;

import io.swarmsdk.model.store.StateStore;
import io.swarmsdk.scheduler.internal.core.dispatch.DispatcherConfig;
import io.swarmsdk.scheduler.internal.shell.dispatch.DispatcherLoop;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The manager's side of all workers: gives each node its tasks, hears its heartbeats and writes what its tasks do into
 * the store. Works only while its store says that this manager leads and has caught up; else it refuses sessions and
 * names the leader.
 *
 * <p>Thread-safe. One thread, {@code swarm-scheduler-<node>-dispatch}, owns all state; it never blocks.
 */
public final class Dispatcher implements AutoCloseable {
    private final DispatcherLoop loop;

    private Dispatcher(DispatcherLoop loop) {
        this.loop = loop;
    }

    /** A dispatcher with defaults; a store is required. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Takes one worker's stream. Nothing is sent before the worker has registered.
     *
     * @param output the sending half; called by the dispatcher's thread only
     * @return the receiving half
     */
    public SessionHandle open(SessionOutput output) {
        return loop.open(output);
    }

    /** Closes all sessions. Nodes stay as they are in the store: the next leader decides about them. Idempotent. */
    @Override
    public void close() {
        loop.close();
    }

    /** Settings of a {@link Dispatcher}. */
    public static final class Builder {
        private @Nullable StateStore store;
        private String name = "local";
        private Duration heartbeatPeriod = Duration.ofSeconds(5);
        private int graceMultiplier = 3;
        private int unknownGraceMultiplier = 6;
        private Duration statusBatch = Duration.ofMillis(100);
        private Duration orphanAfter = Duration.ofHours(24);
        private Duration commitTimeout = Duration.ofSeconds(10);
        private boolean admitUnknownNodes;
        private Clock clock = Clock.systemUTC();

        private Builder() {}

        /** The state store; the dispatcher does not close it. */
        public Builder store(StateStore value) {
            store = value;
            return this;
        }

        /** Names the manager in thread names and logs; default {@code local}. */
        public Builder name(String value) {
            name = value;
            return this;
        }

        /** Time between heartbeats; default 5 s. Shorter finds dead nodes sooner and costs more messages. */
        public Builder heartbeatPeriod(Duration value) {
            heartbeatPeriod = value;
            return this;
        }

        /** A node is down after so many silent periods; default 3. */
        public Builder graceMultiplier(int value) {
            graceMultiplier = value;
            return this;
        }

        /** After a change of leader a node has so many periods to come back; default 6. */
        public Builder unknownGraceMultiplier(int value) {
            unknownGraceMultiplier = value;
            return this;
        }

        /** Statuses are gathered for so long before they go to the store together; default 100 ms. */
        public Builder statusBatch(Duration value) {
            statusBatch = value;
            return this;
        }

        /** Tasks of a node that has been down for so long are given up as orphaned; default 24 h. */
        public Builder orphanAfter(Duration value) {
            orphanAfter = value;
            return this;
        }

        /** How long one write to the store may take before it is tried again; default 10 s. */
        public Builder commitTimeout(Duration value) {
            commitTimeout = value;
            return this;
        }

        /**
         * Whether a node that the store does not know is created, as an active worker, when it registers; default no. For
         * single-process use: a swarm creates its nodes when they join.
         */
        public Builder admitUnknownNodes(boolean value) {
            admitUnknownNodes = value;
            return this;
        }

        /** The clock behind the times in the store; default the system's. */
        public Builder clock(Clock value) {
            clock = value;
            return this;
        }

        /**
         * Starts the dispatcher.
         *
         * @throws IllegalArgumentException naming the setting, its value and what is allowed
         */
        public Dispatcher build() {
            if (store == null) {
                throw new IllegalArgumentException("store: null (expected: a state store)");
            }
            var config = new DispatcherConfig(
                    heartbeatPeriod,
                    graceMultiplier,
                    unknownGraceMultiplier,
                    statusBatch,
                    orphanAfter,
                    admitUnknownNodes);
            if (commitTimeout.isNegative() || commitTimeout.isZero()) {
                throw new IllegalArgumentException("commitTimeout: " + commitTimeout + " (expected: > 0)");
            }
            return new Dispatcher(
                    DispatcherLoop.start(Objects.requireNonNull(name, "name"), store, config, commitTimeout, clock));
        }
    }
}
