package io.swarmsdk.node;

import io.swarmsdk.node.internal.config.HostPort;
import io.swarmsdk.node.internal.config.NodeConfig;
import io.swarmsdk.node.internal.shell.NodeSettings;
import io.swarmsdk.node.internal.shell.NodeShell;
import io.swarmsdk.scheduler.spi.Executor;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One node of a swarm in this JVM: a manager, a worker, or both. Managers hold the state and decide; workers run tasks;
 * every node gossips and has a tunnel endpoint.
 *
 * <p>The first manager founds the swarm and says how many managers it will have; the others, and all workers, join by
 * its address and a token. The set of managers is fixed from then on. A node that is started again on its data
 * directory is the node it was.
 *
 * <p>A node uses two neighbouring port numbers: {@code p} for its API (TCP) and gossip (UDP), {@code p+1} for Raft (TCP)
 * and VXLAN (UDP). Nothing of that is encrypted yet; whoever reaches the API controls the swarm.
 *
 * <p>Callable from any thread.
 */
public final class SwarmNode implements AutoCloseable {
    private final NodeShell shell;

    private SwarmNode(NodeShell shell) {
        this.shell = shell;
    }

    /** Describes a node. */
    public static Builder builder() {
        return new Builder();
    }

    /** This node's id, the same at every start. */
    public String id() {
        return shell.config().nodeId();
    }

    /** Where its API is served. */
    public InetSocketAddress address() {
        return shell.config().api();
    }

    /**
     * Completes when the node serves: it has joined, its swarm knows it, and a leader takes its reports and gives it
     * tasks. Fails with a {@link SwarmException} when it cannot join; the node is then closed.
     */
    public CompletableFuture<SwarmNode> ready() {
        return shell.ready().thenApply(done -> this);
    }

    /** What a worker must show to join; empty on a worker, and on a manager that has not joined yet. */
    public Optional<String> workerToken() {
        return shell.config().workerToken();
    }

    /** What a manager must show to join; empty on a worker, and on a manager that has not joined yet. */
    public Optional<String> managerToken() {
        return shell.config().managerToken();
    }

    /** What this node knows of itself. */
    public NodeInfo info() {
        return shell.info();
    }

    /** A new client to this node's swarm, by way of this node; the caller closes it. Only a manager has one. */
    public SwarmClient client() {
        NodeConfig config = shell.config();
        if (!config.manager()) {
            throw new IllegalStateException("node " + config.nodeId() + " is a worker (expected: a manager)");
        }
        return SwarmClient.builder().manager(config.api()).build();
    }

    /**
     * Leaves in order: stops its tasks within their grace periods, says goodbye, ends. Blocks until then. A manager that
     * leaves stays one of the set: the others count it as missing until it is started again.
     */
    @Override
    public void close() {
        shell.close();
    }

    /**
     * Disappears without a word, as if its network had been pulled: nobody is told, its tasks are then stopped. For
     * tests and demonstrations of failure.
     */
    public void halt() {
        shell.halt();
    }

    /** The settings of a node. Required: data directory and bind address. */
    public static final class Builder {
        private @Nullable Path dataDirectory;
        private @Nullable InetSocketAddress bind;
        private boolean manager;
        private int managers = 1;
        private @Nullable InetSocketAddress join;
        private String token = "";
        private @Nullable Executor executor;
        private String hostname = "";
        private final TreeMap<String, String> labels = new TreeMap<>();
        private SwarmTimings timings = SwarmTimings.LAN;
        private Duration joinTimeout = Duration.ofMinutes(1);

        private Builder() {}

        /** Where the node keeps all that it must remember; one process at a time. */
        public Builder dataDirectory(Path value) {
            dataDirectory = value;
            return this;
        }

        /** Address for all its sockets, and the first of its two ports; port 0 picks free ones at the first start. */
        public Builder bind(InetSocketAddress value) {
            bind = value;
            return this;
        }

        /** Makes it a manager; default is a worker. */
        public Builder manager(boolean value) {
            manager = value;
            return this;
        }

        /** For the founder: how many managers the swarm will have, an odd number of 1 to 7; default 1. */
        public Builder managers(int value) {
            managers = value;
            return this;
        }

        /** A manager to join by, and the token to show; without it a manager founds a new swarm. */
        public Builder join(InetSocketAddress anyManager, String secret) {
            join = anyManager;
            token = secret;
            return this;
        }

        /** Runs the node's tasks; closed with the node. A manager without one takes no tasks; a worker needs one. */
        public Builder executor(Executor value) {
            executor = value;
            return this;
        }

        /** What it calls itself, as in the constraint {@code node.hostname}; default the machine's name. */
        public Builder hostname(String value) {
            hostname = value;
            return this;
        }

        /** A label as in the constraint {@code node.labels.KEY}, given at the first start; operators may change it. */
        public Builder label(String key, String value) {
            labels.put(key, value);
            return this;
        }

        /** How fast failures are noticed; default {@link SwarmTimings#LAN}. */
        public Builder timings(SwarmTimings value) {
            timings = value;
            return this;
        }

        /** How long a joining node looks for its swarm before it gives up; default 1 minute. */
        public Builder joinTimeout(Duration value) {
            joinTimeout = value;
            return this;
        }

        /**
         * Starts the node; it joins in the background, see {@link SwarmNode#ready()}.
         *
         * @throws IllegalArgumentException for a setting that cannot work
         * @throws SwarmException if the data directory is damaged, in use or another node's, or the address is taken
         */
        public SwarmNode build() {
            if (dataDirectory == null) {
                throw new IllegalArgumentException("dataDirectory: null (expected: a directory)");
            }
            if (bind == null || bind.isUnresolved() || bind.getAddress().isAnyLocalAddress()) {
                throw new IllegalArgumentException(
                        "bind: " + bind + " (expected: an address other nodes can reach, not the wildcard)");
            }
            if (bind.getPort() == 65_535) {
                throw new IllegalArgumentException(
                        "bind: " + HostPort.format(bind) + " (expected: a port of 0..65534; the next one is used too)");
            }
            if (managers < 1 || managers > 7 || managers % 2 == 0) {
                throw new IllegalArgumentException("managers: " + managers + " (expected: 1, 3, 5 or 7)");
            }
            if (executor == null && !manager) {
                throw new IllegalArgumentException("executor: null (expected: one, since a worker runs tasks)");
            }
            return new SwarmNode(NodeShell.start(new NodeSettings(
                    dataDirectory,
                    bind,
                    manager,
                    managers,
                    Optional.ofNullable(join),
                    token,
                    Optional.ofNullable(executor),
                    hostname,
                    labels,
                    timings,
                    joinTimeout)));
        }
    }
}
