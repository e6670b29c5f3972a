package io.swarmsdk.gossip.testkit;

import io.swarmsdk.gossip.MemberState;
import io.swarmsdk.sim.SimRandom;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Everything that can happen to a cluster, drawn from the world's seed; ends with a whole and quiet network. */
final class Churn {

    private static final int MEMBERS = 8;

    private Churn() {}

    static GossipSimulation run(GossipSimulation sim, int events) {
        SimRandom random = sim.world().random().fork();
        sim.startMany(MEMBERS);
        sim.network()
                .delay(Duration.ofMillis(1), Duration.ofMillis(50))
                .loss(0.05)
                .duplicate(0.05);
        for (int i = 0; i < events; i++) {
            happen(sim, random, i);
            sim.runFor(Duration.ofMillis(random.nextInt(4000)));
        }
        sim.network().delay(Duration.ofMillis(1), Duration.ofMillis(5)).loss(0).duplicate(0);
        sim.network().heal();
        for (int i = 0; i < MEMBERS; i++) {
            if (!sim.running().contains("n" + i) || hasSaidGoodbye(sim, "n" + i)) {
                sim.start("n" + i, "n0", "n1");
            }
        }
        return sim;
    }

    private static void happen(GossipSimulation sim, SimRandom random, int number) {
        String name = random.pick(sim.running());
        switch (random.nextInt(10)) {
            case 0 -> crashUnlessLast(sim, name);
            case 1, 2 -> sim.start("n" + random.nextInt(MEMBERS), "n0", "n1");
            case 3 -> stop(sim, random, name);
            case 4 -> {
                List<String> all = random.shuffled(List.of("n0", "n1", "n2", "n3", "n4", "n5", "n6", "n7"));
                int cut = 1 + random.nextInt(MEMBERS - 1);
                sim.network().partition(all.subList(0, cut), all.subList(cut, MEMBERS));
            }
            case 5 -> sim.network().heal();
            case 6 -> sim.leave(name);
            case 7 -> sim.remove(name, "t", "k" + random.nextInt(5));
            default ->
                sim.put(name, "t", "k" + random.nextInt(5), ("value " + number).getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void stop(GossipSimulation sim, SimRandom random, String name) {
        Duration duration = Duration.ofMillis(random.nextInt(12_000));
        if (random.chance(0.5)) {
            sim.pause(name, duration);
        } else {
            sim.suspend(name, duration);
        }
    }

    private static boolean hasSaidGoodbye(GossipSimulation sim, String name) {
        return sim.state(name, name).filter(MemberState.LEFT::equals).isPresent();
    }

    private static void crashUnlessLast(GossipSimulation sim, String name) {
        if (sim.running().size() > 1) {
            sim.crash(name);
        }
    }
}
