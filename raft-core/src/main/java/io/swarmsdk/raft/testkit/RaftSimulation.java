package io.swarmsdk.raft.testkit;

import io.swarmsdk.sim.World;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A Raft group in a {@link World}: simulated disks and network, the core that runs in production, your state machine.
 * After every step of the world the promises of Raft are checked; the first broken one ends the run with an
 * {@link io.swarmsdk.sim.InvariantViolation} that names the seed.
 *
 * <pre>{@code
 * var group = RaftSimulation.builder().nodes(5).seed(42).build();
 * var clients = RegisterWorkload.on(group).start();
 * group.unleash(Fault.all());
 * group.runFor(Duration.ofSeconds(30));
 * clients.stop();
 * group.settle();
 * assert clients.verdict().isLinearizable();
 * }</pre>
 *
 * <p>Single-threaded, like its world. Several groups, and simulations of other things, may share one world.
 */
public final class RaftSimulation {

    private static final int SETTLE_ELECTION_TIMEOUTS = 60;

    private final Group group;
    private final Duration electionTimeout;
    private @Nullable Nemesis nemesis;

    RaftSimulation(Group group, Duration electionTimeout) {
        this.group = group;
        this.electionTimeout = electionTimeout;
        kindNetwork();
        nodes().forEach(SimulatedNode::restart);
    }

    /** A group of three nodes with seed 1, unless told otherwise. */
    public static RaftSimulationBuilder builder() {
        return new RaftSimulationBuilder();
    }

    /** The world in which everything happens. */
    public World world() {
        return group.world;
    }

    /** All nodes, in the order of their ids, up or down. */
    public List<SimulatedNode> nodes() {
        return List.copyOf(group.nodes.values());
    }

    /**
     * The node with this id.
     *
     * @throws IllegalArgumentException if there is none
     */
    public SimulatedNode node(String id) {
        SimulatedNode node = group.nodes.get(id);
        if (node == null) {
            throw new IllegalArgumentException("id: " + id + " (expected: one of " + group.nodes.keySet() + ")");
        }
        return node;
    }

    /** The node that leads the highest term of those that believe they lead. */
    public Optional<SimulatedNode> leader() {
        return group.nodes.values().stream()
                .filter(SimulatedNode::isLeader)
                .max(Comparator.comparingLong(SimulatedNode::term));
    }

    /** Entries committed so far, by anybody. */
    public long committedEntries() {
        return group.logChecks.committedEntries();
    }

    /** Messages between nodes so far, lost ones included. */
    public long messagesSent() {
        return group.network.sent();
    }

    /** Lets virtual time pass. */
    public RaftSimulation runFor(Duration duration) {
        group.world.runFor(duration);
        return this;
    }

    /**
     * Lets time pass until a node leads and has applied an entry of its term.
     *
     * @throws AssertionError if there is none within 60 election timeouts; the message names the seed
     */
    public SimulatedNode awaitLeader() {
        runUntil(
                "a leader",
                () -> leader().filter(node -> node.appliedIndex() > 0).isPresent());
        return leader().orElseThrow();
    }

    /** Splits the network, in place of any earlier split; nodes that are in no group can talk to each other. */
    @SafeVarargs
    public final void partition(Collection<String>... groups) {
        group.network.partition(groups);
    }

    /** Cuts one direction of one link. */
    public void block(String from, String to) {
        group.network.block(from, to);
    }

    /** Ends {@link #block}. */
    public void unblock(String from, String to) {
        group.network.unblock(from, to);
    }

    /** Ends all partitions and blocks. */
    public void heal() {
        group.network.heal();
    }

    /** How long a message takes; a wide range also reorders. The start is 1 ms to 5 ms. */
    public void delay(Duration min, Duration max) {
        group.network.delay(min, max);
    }

    /** The shares of messages that are lost and that arrive twice, 0 to 1. */
    public void lossAndDuplication(double loss, double duplication) {
        group.network.loss(loss);
        group.network.duplicate(duplication);
    }

    /** From now on things of these kinds go wrong at random and mend again, in some seeds more often than in others. */
    public RaftSimulation unleash(Set<Fault> faults) {
        return unleash(faults, Duration.ofMillis(group.world.random().nextLong(200, 3000)));
    }

    /** As {@link #unleash(Set)}, with at most {@code maxPeace} between one fault and the next. */
    public RaftSimulation unleash(Set<Fault> faults, Duration maxPeace) {
        if (maxPeace.toMillis() < 1) {
            throw new IllegalArgumentException("maxPeace: " + maxPeace + " (expected: >= 1 ms)");
        }
        if (nemesis != null) {
            nemesis.stop();
        }
        nemesis = new Nemesis(this, faults, maxPeace);
        nemesis.start();
        return this;
    }

    /** Ends all that goes wrong: the network is whole and as quick as at the start, and nodes that are down are started. */
    public RaftSimulation calm() {
        if (nemesis != null) {
            nemesis.stop();
            nemesis = null;
        }
        heal();
        kindNetwork();
        nodes().forEach(SimulatedNode::repairForGood);
        return this;
    }

    void kindNetwork() {
        lossAndDuplication(0, 0);
        delay(Duration.ofMillis(1), Duration.ofMillis(5));
    }

    /**
     * Ends all faults and lets time pass until every node runs and all have applied the same, which includes an entry of
     * the leader's term.
     *
     * @throws AssertionError if that takes more than 60 election timeouts; the message names the seed
     */
    public RaftSimulation settle() {
        calm();
        runUntil("all nodes agreeing", this::settled);
        return this;
    }

    private boolean settled() {
        long index = leader().map(SimulatedNode::lastIndex).orElse(0L);
        return index > 0
                && nodes().stream()
                        .allMatch(node -> node.isUp() && node.lastIndex() == index && node.appliedIndex() == index);
    }

    private void runUntil(String what, BooleanSupplier condition) {
        Duration limit = electionTimeout.multipliedBy(SETTLE_ELECTION_TIMEOUTS);
        if (!group.world.runUntil(condition, limit)) {
            throw new AssertionError("no progress: " + what + " expected within " + limit + " of virtual time; "
                    + "replay with seed " + group.world.seed() + "\n  "
                    + String.join("\n  ", group.world.recentTrace()));
        }
    }
}
