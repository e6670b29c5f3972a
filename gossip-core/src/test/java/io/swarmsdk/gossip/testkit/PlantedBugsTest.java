package io.swarmsdk.gossip.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.fail;

import io.swarmsdk.gossip.GossipProfile;
import io.swarmsdk.gossip.MemberState;
import io.swarmsdk.gossip.internal.core.EntryNews;
import io.swarmsdk.gossip.internal.core.MemberNews;
import io.swarmsdk.gossip.internal.core.SwimRules;
import io.swarmsdk.sim.World;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The simulation is worth what it finds: each broken rule must be found within a few seeds, and only the broken one. */
class PlantedBugsTest {

    private static final int SEEDS = 20;

    @Test
    void findsThatNobodyObjectsToASuspicion() {
        SwimRules broken = new SwimRules() {
            @Override
            public boolean mustRefute(MemberNews own, MemberNews told) {
                return false;
            }
        };
        expectFound(broken, PlantedBugsTest::pauseAndConverge, "did not converge");
    }

    @Test
    void findsThatAnOldSuspicionOverridesANewIncarnation() {
        SwimRules broken = new SwimRules() {
            @Override
            public Verdict judge(MemberNews known, MemberNews told) {
                boolean oldSuspicion = told.state() == MemberState.SUSPECT
                        && known.state() == MemberState.ALIVE
                        && told.epoch() == known.epoch();
                return oldSuspicion ? Verdict.APPLY : super.judge(known, told);
            }
        };
        expectFound(broken, PlantedBugsTest::churn, "no view goes back in time");
    }

    @Test
    void findsThatTwoWritesOfOneCounterHaveNoWinner() {
        SwimRules broken = new SwimRules() {
            @Override
            public int compare(EntryNews a, EntryNews b) {
                return Long.compare(a.counter(), b.counter());
            }
        };
        expectFound(broken, PlantedBugsTest::writeOnBothSides, "did not converge");
    }

    @Test
    void findsThatASuspendedMemberBlamesTheOthers() {
        SwimRules broken = new SwimRules() {
            @Override
            public boolean wasPaused(long lateNanos, long probeTimeoutNanos) {
                return false;
            }
        };
        expectFound(broken, PlantedBugsTest::suspendTheSuspicious, "no running member is taken for dead");
    }

    @Test
    void findsThatTheDepartedRiseAgain() {
        SwimRules broken = new SwimRules() {
            @Override
            public Verdict judge(MemberNews known, MemberNews told) {
                boolean risen = known.state() == MemberState.LEFT
                        && told.state() != MemberState.LEFT
                        && told.epoch() == known.epoch()
                        && told.incarnation() >= known.incarnation();
                return risen ? Verdict.APPLY : super.judge(known, told);
            }
        };
        expectFound(broken, PlantedBugsTest::churn, "no view goes back in time");
    }

    @Test
    void findsThatAnEarlierRunIsTakenForTheLater() {
        SwimRules broken = new SwimRules() {
            @Override
            public Verdict judge(MemberNews known, MemberNews told) {
                return told.epoch() < known.epoch() && told.state() != known.state()
                        ? Verdict.APPLY
                        : super.judge(known, told);
            }
        };
        expectFound(broken, PlantedBugsTest::churn, "no view goes back in time");
    }

    private static void pauseAndConverge(GossipSimulation sim) {
        sim.startMany(6).runFor(Duration.ofSeconds(10));
        sim.pause("n3", Duration.ofSeconds(40)).runFor(Duration.ofSeconds(40)).converge(Duration.ofSeconds(30));
    }

    /** The machine is suspended just when it suspects somebody, and misses the objection. */
    private static void suspendTheSuspicious(GossipSimulation sim) {
        sim.startMany(6).runFor(Duration.ofSeconds(10));
        sim.forbidFalseFailures().pause("n1", Duration.ofSeconds(3));
        if (sim.world().runUntil(() -> suspects(sim, "n0", "n1"), Duration.ofSeconds(3))) {
            sim.suspend("n0", Duration.ofSeconds(30));
        }
        sim.runFor(Duration.ofSeconds(60)).converge(Duration.ofSeconds(10));
    }

    private static boolean suspects(GossipSimulation sim, String viewer, String name) {
        return sim.state(viewer, name).filter(MemberState.SUSPECT::equals).isPresent();
    }

    private static void writeOnBothSides(GossipSimulation sim) {
        sim.startMany(4).runFor(Duration.ofSeconds(10));
        sim.network().partition(List.of("n0", "n1"), List.of("n2", "n3"));
        sim.put("n0", "t", "k", "a".getBytes(StandardCharsets.UTF_8));
        sim.put("n2", "t", "k", "b".getBytes(StandardCharsets.UTF_8));
        sim.runFor(Duration.ofSeconds(5)).network().heal();
        sim.converge(Duration.ofMinutes(2));
    }

    private static void churn(GossipSimulation sim) {
        Churn.run(sim, 60).converge(Duration.ofMinutes(2));
    }

    private static void expectFound(SwimRules broken, Consumer<GossipSimulation> scenario, String complaint) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            try {
                scenario.accept(simulation(seed, broken));
            } catch (AssertionError found) {
                assertThat(found).hasMessageContaining(complaint).hasMessageContaining("replay with seed " + seed);
                long same = seed;
                assertThatCode(() -> scenario.accept(simulation(same, new SwimRules())))
                        .as("the right rules, seed %d", seed)
                        .doesNotThrowAnyException();
                return;
            }
        }
        fail("not found with seeds 1 to %d", SEEDS);
    }

    private static GossipSimulation simulation(long seed, SwimRules rules) {
        return new GossipSimulation(World.seeded(seed), new GossipSimulation.Setup(GossipProfile.LAN, 1400, rules));
    }
}
