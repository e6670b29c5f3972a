package io.swarmsdk.raft.testkit;

import io.swarmsdk.sim.SimRandom;
import io.swarmsdk.sim.World;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Lets things go wrong at random, and mends each of them after a while. */
final class Nemesis {

    private static final double AT_THE_LEADER = 0.4;

    private final RaftSimulation simulation;
    private final World world;
    private final SimRandom random;
    private final List<Fault> kinds;
    private final long maxPeaceMillis;
    private boolean stopped;

    Nemesis(RaftSimulation simulation, Set<Fault> kinds, Duration maxPeace) {
        this.simulation = simulation;
        this.world = simulation.world();
        this.random = world.random().fork();
        this.maxPeaceMillis = maxPeace.toMillis();
        this.kinds = kinds.isEmpty() ? List.of() : List.copyOf(EnumSet.copyOf(kinds));
    }

    void start() {
        if (!kinds.isEmpty()) {
            strikeLater();
        }
    }

    void stop() {
        stopped = true;
    }

    private void strikeLater() {
        after(millis(1, maxPeaceMillis), "nemesis", () -> {
            strike(random.pick(kinds));
            strikeLater();
        });
    }

    private void strike(Fault fault) {
        switch (fault) {
            case MESSAGES -> disturbMessages();
            case PARTITION -> split();
            case ONE_WAY -> cutOneWay();
            case CRASH -> victim().crash();
            case KILL -> victim().kill();
            case PAUSE -> victim().pause(someTime());
            case DISK_STALL -> victim().stallDisk(someTime());
            case SYNC_FAILURE -> victim().failNextSync();
        }
        after(someTime(), "nemesis mends", this::restartDownNodes);
    }

    private void disturbMessages() {
        simulation.lossAndDuplication(random.nextDouble() * 0.3, random.nextDouble() * 0.2);
        simulation.delay(Duration.ofMillis(1), millis(2, 150));
        after(someTime(), "nemesis calms messages", simulation::kindNetwork);
    }

    private void split() {
        List<String> ids = random.shuffled(
                simulation.nodes().stream().map(SimulatedNode::id).toList());
        int cut = random.nextInt(ids.size());
        simulation.partition(ids.subList(0, cut), ids.subList(cut, ids.size()));
        after(someTime(), "nemesis ends partition", () -> simulation.partition());
    }

    private void cutOneWay() {
        String from = victim().id();
        String to = random.pick(simulation.nodes()).id();
        simulation.block(from, to);
        after(someTime(), "nemesis unblocks", () -> simulation.unblock(from, to));
    }

    private void restartDownNodes() {
        for (SimulatedNode node : simulation.nodes()) {
            if (random.chance(0.7)) {
                node.repair();
            }
        }
    }

    private SimulatedNode victim() {
        boolean leader = random.chance(AT_THE_LEADER);
        SimulatedNode any = random.pick(simulation.nodes());
        return leader ? simulation.leader().orElse(any) : any;
    }

    /** Often shorter than an election, sometimes several of them. */
    private Duration someTime() {
        return random.chance(0.5) ? millis(2, 100) : millis(100, 2500);
    }

    private Duration millis(long min, long max) {
        return Duration.ofMillis(random.nextLong(min, max + 1));
    }

    private void after(Duration delay, String label, Runnable action) {
        world.schedule(delay.toNanos(), label, () -> {
            if (!stopped) {
                action.run();
            }
        });
    }
}
