package io.swarmsdk.scheduler;

import io.swarmsdk.model.store.StateStore;
import io.swarmsdk.scheduler.internal.core.plan.ControlConfig;
import io.swarmsdk.scheduler.internal.shell.control.ControlLoop;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The manager's control loops: keeps as many tasks of each service as its spec wants, gives them addresses and nodes,
 * replaces those that end, rolls out new specs, and removes what nobody needs any more. Sees the state store, writes to
 * the state store, and speaks with nobody else.
 *
 * <p>Every manager may run one: it works only while its store says that this manager leads and has caught up, and each
 * of its change sets is void once a later term has begun. It keeps nothing that a new leader could not read from the
 * store, except who has already failed in a rolling update under way.
 *
 * <p>To have a new spec rolled out, write {@link io.swarmsdk.model.Service#updatedTo}. To ask for a rollback, write the
 * previous spec with update status {@code ROLLBACK_STARTED}, its {@code changedAt} equal to the change set's time.
 *
 * <p>Thread-safe. One thread, {@code swarm-scheduler-<name>-control}, owns all state.
 */
public final class Orchestration implements AutoCloseable {
    private final ControlLoop loop;

    private Orchestration(ControlLoop loop) {
        this.loop = loop;
    }

    /** An orchestration with defaults; a store is required. */
    public static Builder builder() {
        return new Builder();
    }

    /** What it is doing, as of its last turn. */
    public Status status() {
        return loop.status();
    }

    /** Ends the control thread; what is in flight may still be applied. The store stays open. Idempotent. */
    @Override
    public void close() {
        loop.close();
    }

    /**
     * What the control loops are doing.
     *
     * @param working whether this manager leads and orchestrates
     * @param term of its leadership, or of the last one; 0 before the first
     * @param changeSets proposed so far
     * @param conflicts change sets that were rejected or failed so far, each followed by a new look
     * @param tasksWithoutNode tasks that wait for a node
     * @param tasksWithoutAddress tasks that wait for an address in one of their networks
     */
    public record Status(
            boolean working,
            long term,
            long changeSets,
            long conflicts,
            int tasksWithoutNode,
            int tasksWithoutAddress) {}

    /** Settings of an {@link Orchestration}. */
    public static final class Builder {
        private @Nullable StateStore store;
        private String name = "local";
        private Clock clock = Clock.systemUTC();
        private @Nullable Long seed;
        private int taskHistory = ControlConfig.DEFAULT.taskHistory();
        private Duration stopTimeout = ControlConfig.DEFAULT.stopTimeout();
        private Duration commitTimeout = Duration.ofSeconds(10);

        private Builder() {}

        /** The state store; it is not closed with the orchestration. */
        public Builder store(StateStore value) {
            store = value;
            return this;
        }

        /** Names the manager in thread names and logs; default {@code local}. */
        public Builder name(String value) {
            name = value;
            return this;
        }

        /** The clock behind the times in the store and all delays; default the system's. */
        public Builder clock(Clock value) {
            clock = value;
            return this;
        }

        /** Seed of the task ids; default from the system. Two orchestrations of one swarm must not share it. */
        public Builder seed(long value) {
            seed = value;
            return this;
        }

        /**
         * Tasks kept per slot, the present one included; default 5. Restart attempts are counted in what is kept, so a
         * restart policy with a limit keeps one more than that limit.
         */
        public Builder taskHistory(int value) {
            taskHistory = value;
            return this;
        }

        /** How long a replacement waits for the task before it to stop; default 1 minute. */
        public Builder stopTimeout(Duration value) {
            stopTimeout = value;
            return this;
        }

        /** How long one write to the store may take before its outcome counts as unknown; default 10 s. */
        public Builder commitTimeout(Duration value) {
            commitTimeout = value;
            return this;
        }

        /**
         * Starts the control loops.
         *
         * @throws IllegalArgumentException naming the setting, its value and what is allowed
         */
        public Orchestration build() {
            if (store == null) {
                throw new IllegalArgumentException("store: null (expected: a state store)");
            }
            if (commitTimeout.isNegative() || commitTimeout.isZero()) {
                throw new IllegalArgumentException("commitTimeout: " + commitTimeout + " (expected: > 0)");
            }
            var config = ControlConfig.DEFAULT.withTaskHistory(taskHistory).withStopTimeout(stopTimeout);
            long idSeed = seed != null ? seed : new SecureRandom().nextLong();
            return new Orchestration(ControlLoop.start(name, store, config, idSeed, commitTimeout, clock));
        }
    }
}
