package io.swarmsdk.raft.testkit;

import io.swarmsdk.raft.internal.core.CoreConfig;
import io.swarmsdk.raft.spi.StateMachine;
import io.swarmsdk.sim.World;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Settings of a {@link RaftSimulation}. Bad ones are refused by {@link #build} with an IllegalArgumentException. */
public final class RaftSimulationBuilder {

    private List<String> ids = List.of("n1", "n2", "n3");
    private long seed = 1;
    private @Nullable World world;
    private Duration electionTimeout = Duration.ofMillis(300);
    private Duration heartbeat = Duration.ofMillis(50);
    private int maxAppendBytes = 4096;
    private int maxInflight = 8;
    private long maxUncommittedBytes = 1 << 20;
    private Function<String, StateMachine> machines = id -> new RegisterMachine();
    private double clockDrift = 0.05;
    private Mutation mutation = Mutation.NONE;

    RaftSimulationBuilder() {}

    /** So many nodes, named n1, n2 and so on. */
    public RaftSimulationBuilder nodes(int count) {
        return nodes(IntStream.rangeClosed(1, count).mapToObj(i -> "n" + i).toList());
    }

    /** Nodes with these names. */
    public RaftSimulationBuilder nodes(List<String> ids) {
        this.ids = List.copyOf(ids);
        return this;
    }

    /** The seed of a world of its own. */
    public RaftSimulationBuilder seed(long seed) {
        this.seed = seed;
        return this;
    }

    /** A world to share; its seed counts, not {@link #seed}. */
    public RaftSimulationBuilder world(World world) {
        this.world = world;
        return this;
    }

    /** See {@code RaftNode.Builder}; the start is 300 ms. */
    public RaftSimulationBuilder electionTimeout(Duration timeout) {
        this.electionTimeout = timeout;
        return this;
    }

    /** See {@code RaftNode.Builder}; the start is 50 ms. */
    public RaftSimulationBuilder heartbeatInterval(Duration interval) {
        this.heartbeat = interval;
        return this;
    }

    /** Messages are full at so many bytes, and so many may be unanswered per follower; the start is 4096 and 8. */
    public RaftSimulationBuilder appendLimits(int maxAppendBytes, int maxInflight) {
        this.maxAppendBytes = maxAppendBytes;
        this.maxInflight = maxInflight;
        return this;
    }

    /** A leader rejects proposals while more than so many bytes are uncommitted; the start is 1 MiB. */
    public RaftSimulationBuilder maxUncommittedBytes(long bytes) {
        this.maxUncommittedBytes = bytes;
        return this;
    }

    /** Each start of a node gets a clock that runs faster or slower by up to this share, 0 to below 1; the start is 0.05. */
    public RaftSimulationBuilder clockDrift(double share) {
        this.clockDrift = share;
        return this;
    }

    /** Makes the state machine of a node, at each of its starts. The start is the one of {@link RegisterWorkload}. */
    public RaftSimulationBuilder stateMachine(Function<String, StateMachine> machines) {
        this.machines = machines;
        return this;
    }

    /** Plants a bug; for the testkit's own tests. */
    RaftSimulationBuilder mutation(Mutation mutation) {
        this.mutation = mutation;
        return this;
    }

    /** Builds the group and starts its nodes; nothing has happened yet when this returns. */
    public RaftSimulation build() {
        if (ids.isEmpty()) {
            throw new IllegalArgumentException("nodes: none (expected: at least one)");
        }
        if (!(clockDrift >= 0 && clockDrift < 1)) {
            throw new IllegalArgumentException("clockDrift: " + clockDrift + " (expected: 0 to below 1)");
        }
        CoreConfig settings = new CoreConfig(
                ids.get(0),
                ids,
                electionTimeout.toNanos(),
                heartbeat.toNanos(),
                maxAppendBytes,
                maxInflight,
                maxUncommittedBytes,
                false);
        Group group = new Group(world == null ? World.seeded(seed) : world, settings, machines, clockDrift, mutation);
        return new RaftSimulation(group, electionTimeout);
    }
}
