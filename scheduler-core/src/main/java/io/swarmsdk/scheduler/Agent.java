package io.swarmsdk.scheduler;

import io.swarmsdk.model.NodeDescription;
import io.swarmsdk.scheduler.internal.core.agent.AgentConfig;
import io.swarmsdk.scheduler.internal.shell.agent.AgentLoop;
import io.swarmsdk.scheduler.internal.shell.agent.LocalMachine;
import io.swarmsdk.scheduler.spi.DispatcherConnector;
import io.swarmsdk.scheduler.spi.Executor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The worker: runs what the dispatcher assigns to its node and reports what becomes of it. Keeps its tasks running while
 * there is no manager, and keeps looking for one.
 *
 * <p>Thread-safe. One thread, {@code swarm-scheduler-<node>-agent}, owns all state; the executor's steps run on threads
 * named {@code swarm-scheduler-<node>-task-<n>}, listeners on {@code swarm-scheduler-<node>-listener}.
 */
public final class Agent implements AutoCloseable {
    private final AgentLoop loop;

    private Agent(AgentLoop loop) {
        this.loop = loop;
    }

    /** An agent with defaults; node id, executor and connector are required. */
    public static Builder builder() {
        return new Builder();
    }

    /** The tasks of this node in id order, as of the agent's last turn. */
    public List<AgentTask> tasks() {
        return loop.tasks();
    }

    /** The open session, if there is one. */
    public Optional<String> sessionId() {
        return loop.sessionId();
    }

    /** Tells the managers that the node has changed: now, or with the next session. */
    public void describe(NodeDescription description) {
        loop.describe(description);
    }

    /**
     * Stops all tasks, each with its own grace period, reports their ends, says goodbye and ends. Blocks until then, at
     * most the longest grace period and some seconds. With {@link Builder#leaveTasks} processes run on and their ends are
     * not awaited: the next agent on the same data directory ends them. Idempotent.
     */
    @Override
    public void close() {
        loop.close();
    }

    /** Settings of an {@link Agent}. */
    public static final class Builder {
        private String nodeId = "";
        private @Nullable NodeDescription description;
        private @Nullable Executor executor;
        private @Nullable DispatcherConnector connector;
        private Optional<Path> dataDirectory = Optional.empty();
        private AgentListener listener = AgentListener.NONE;
        private Duration minBackoff = Duration.ofMillis(100);
        private Duration maxBackoff = Duration.ofSeconds(8);
        private Duration reportRetry = Duration.ofSeconds(5);
        private boolean leaveTasks;
        private Clock clock = Clock.systemUTC();

        private Builder() {}

        /** Whose tasks these are. */
        public Builder nodeId(String value) {
            nodeId = value;
            return this;
        }

        /** What the node offers; default: what this JVM sees of its machine, at address 127.0.0.1. */
        public Builder description(NodeDescription value) {
            description = value;
            return this;
        }

        /** Runs the tasks; closed with the agent. */
        public Builder executor(Executor value) {
            executor = value;
            return this;
        }

        /** The way to the managers. */
        public Builder connector(DispatcherConnector value) {
            connector = value;
            return this;
        }

        /**
         * Where the journal of running tasks is kept; one agent at a time. Without one, processes of a killed agent are
         * not found by the next.
         */
        public Builder dataDirectory(Path value) {
            dataDirectory = Optional.of(value);
            return this;
        }

        /** Told what happens; one listener. */
        public Builder listener(AgentListener value) {
            listener = value;
            return this;
        }

        /**
         * Time between attempts to open a session: random, up to a limit that grows from {@code min} (default 100 ms) to
         * {@code max} (default 8 s).
         */
        public Builder backoff(Duration min, Duration max) {
            minBackoff = min;
            maxBackoff = max;
            return this;
        }

        /** A report is repeated when it is not acknowledged for so long; default 5 s. */
        public Builder reportRetry(Duration value) {
            reportRetry = value;
            return this;
        }

        /** Whether {@link Agent#close} leaves processes running; default no. */
        public Builder leaveTasks(boolean value) {
            leaveTasks = value;
            return this;
        }

        /** The clock behind the times in statuses; default the system's. */
        public Builder clock(Clock value) {
            clock = value;
            return this;
        }

        /**
         * Ends what a killed predecessor left running, then starts.
         *
         * @throws IllegalArgumentException naming the setting, its value and what is allowed
         * @throws UncheckedIOException when the data directory cannot be used, or another agent uses it
         * @throws AgentJournalException when the journal is damaged
         */
        public Agent build() {
            if (executor == null) {
                throw new IllegalArgumentException("executor: null (expected: an executor)");
            }
            if (connector == null) {
                throw new IllegalArgumentException("connector: null (expected: a connector)");
            }
            var self = description != null ? description : LocalMachine.describe(executor.resources());
            var config = new AgentConfig(nodeId, minBackoff, maxBackoff, reportRetry, leaveTasks);
            try {
                return new Agent(AgentLoop.start(config, self, executor, connector, dataDirectory, listener, clock));
            } catch (IOException cannotStart) {
                throw new UncheckedIOException(cannotStart);
            }
        }
    }
}
