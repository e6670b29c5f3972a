package io.swarmsdk.gossip.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmsdk.gossip.GossipProfile;
import io.swarmsdk.gossip.MemberState;
import io.swarmsdk.gossip.TableEntry;
import io.swarmsdk.sim.World;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GossipSimulationTest {

    private static final GossipProfile LAN = GossipProfile.LAN;

    @Test
    void twoMembersFindEachOther() {
        GossipSimulation sim = GossipSimulation.seeded(1, LAN).startMany(2);
        sim.converge(Duration.ofMillis(300));
    }

    @Test
    void aSeedThatStartsLateIsJoinedAllTheSame() {
        GossipSimulation sim =
                GossipSimulation.seeded(2, LAN).start("a", "late").start("b", "late");
        sim.runFor(Duration.ofSeconds(60));
        sim.start("late").converge(Duration.ofSeconds(12));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void aMassJoinThroughOneSeedConverges(long seed) {
        GossipSimulation sim = GossipSimulation.seeded(seed, LAN).startMany(50);
        sim.network().delay(Duration.ofMillis(1), Duration.ofMillis(3));
        sim.forbidFalseFailures().converge(Duration.ofSeconds(5));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aCrashIsFoundAndNobodyElseIsAccused(long seed) {
        GossipSimulation sim = GossipSimulation.seeded(seed, LAN).startMany(16).converge(Duration.ofSeconds(5));
        sim.forbidFalseFailures().crash("n7");
        assertThat(sim.world().runUntil(() -> allSee(sim, "n7", MemberState.FAILED), Duration.ofSeconds(15)))
                .as("all see it, seed %d", seed)
                .isTrue();
        sim.runFor(Duration.ofSeconds(60)).converge(Duration.ofSeconds(1));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theLocalProfileFindsACrashWithinFiveSeconds(long seed) {
        GossipSimulation sim =
                GossipSimulation.seeded(seed, GossipProfile.LOCAL).startMany(5).converge(Duration.ofSeconds(3));
        sim.forbidFalseFailures().crash("n3");
        assertThat(sim.world().runUntil(() -> allSee(sim, "n3", MemberState.FAILED), Duration.ofSeconds(5)))
                .as("all see it, seed %d", seed)
                .isTrue();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aPauseOfFiveSecondsFailsNobodyNotEvenInTheEyesOfThePaused(long seed) {
        GossipSimulation sim = GossipSimulation.seeded(seed, LAN).startMany(12).converge(Duration.ofSeconds(5));
        sim.runFor(Duration.ofSeconds(10)).forbidFalseFailures().pause("n5", Duration.ofSeconds(5));
        sim.runFor(Duration.ofSeconds(40)).converge(Duration.ofSeconds(1));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void afterALongPauseTheMemberIsBackAndHasAccusedNobody(long seed) {
        GossipSimulation sim = GossipSimulation.seeded(seed, LAN).startMany(12).converge(Duration.ofSeconds(5));
        sim.runFor(Duration.ofSeconds(10)).forbidFalseFailures().pause("n5", Duration.ofSeconds(40));
        sim.runFor(Duration.ofMillis(39_900));
        assertThat(sim.state("n1", "n5")).contains(MemberState.FAILED);
        sim.runFor(Duration.ofMillis(100)).converge(Duration.ofSeconds(4));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void aFifthOfAllPacketsLostMakesNobodyDead(long seed) {
        GossipSimulation sim = GossipSimulation.seeded(seed, LAN);
        sim.network()
                .delay(Duration.ofMillis(1), Duration.ofMillis(40))
                .loss(0.2)
                .duplicate(0.05);
        sim.startMany(12).forbidFalseFailures().converge(Duration.ofSeconds(30));
        sim.runFor(Duration.ofMinutes(3)).converge(Duration.ofSeconds(60));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void aPartitionHealsByItselfAndTablesAgree(long seed) {
        GossipSimulation sim = GossipSimulation.seeded(seed, LAN).startMany(10).converge(Duration.ofSeconds(5));
        sim.network().partition(List.of("n0", "n1", "n2", "n3", "n4"), List.of("n5", "n6", "n7", "n8", "n9"));
        sim.runFor(Duration.ofSeconds(20));
        sim.put("n1", "t", "k", bytes("one side")).put("n8", "t", "k", bytes("other side"));
        sim.put("n2", "t", "a", bytes("a")).put("n9", "t", "z", bytes("z"));
        sim.runFor(Duration.ofSeconds(70));
        assertThat(sim.state("n0", "n9")).contains(MemberState.FAILED);
        assertThat(sim.entries("n0", "t")).extracting(TableEntry::key).containsExactly("a", "k");
        sim.network().heal();
        sim.converge(Duration.ofSeconds(20));
        assertThat(sim.entries("n0", "t")).isEqualTo(sim.entries("n9", "t")).hasSize(3);
    }

    @Test
    void oneIsolatedMemberComesBackAndNoOtherPairIsTorn() {
        GossipSimulation sim = GossipSimulation.seeded(9, LAN).startMany(8).converge(Duration.ofSeconds(5));
        List<String> rest = List.of("n0", "n1", "n2", "n4", "n5", "n6", "n7");
        sim.network().partition(List.of("n3"), rest);
        sim.runFor(Duration.ofMinutes(10));
        sim.forbidFalseFailures().network().heal();
        sim.converge(Duration.ofSeconds(20));
    }

    @Test
    void afterADayApartTheSeedsHealWhatMemoryHasForgotten() {
        GossipProfile profile = LAN.withMemory(Duration.ofMinutes(10), Duration.ofMinutes(10));
        GossipSimulation sim = GossipSimulation.seeded(3, profile).startMany(6).converge(Duration.ofSeconds(5));
        sim.network().partition(List.of("n0", "n1", "n2"), List.of("n3", "n4", "n5"));
        sim.runFor(Duration.ofMinutes(30));
        assertThat(sim.members("n0")).hasSize(3);
        sim.network().heal();
        sim.converge(Duration.ofSeconds(45));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void aGoodbyeIsSeenAsLeftByAll(long seed) {
        GossipSimulation sim = GossipSimulation.seeded(seed, LAN).startMany(10).converge(Duration.ofSeconds(5));
        sim.put("n4", "t", "mine", bytes("x")).runFor(Duration.ofSeconds(3)).leave("n4");
        assertThat(sim.world().runUntil(() -> sim.hasLeft("n4"), Duration.ofSeconds(2)))
                .isTrue();
        sim.crash("n4").runFor(Duration.ofSeconds(3));
        assertThat(allSee(sim, "n4", MemberState.LEFT)).isTrue();
        assertThat(sim.entries("n1", "t")).isEmpty();
        sim.runFor(Duration.ofMinutes(2));
        assertThat(allSee(sim, "n4", MemberState.LEFT)).isTrue();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void aRestartIsANewEpochAndItsOldEntriesAreGone(long seed) {
        GossipSimulation sim = GossipSimulation.seeded(seed, LAN).startMany(6).converge(Duration.ofSeconds(5));
        sim.put("n2", "t", "old", bytes("x")).runFor(Duration.ofSeconds(2));
        assertThat(sim.entries("n5", "t")).hasSize(1);
        sim.start("n2", "n0").converge(Duration.ofSeconds(3));
        assertThat(sim.entries("n5", "t")).isEmpty();
        sim.put("n2", "t", "new", bytes("y")).runFor(Duration.ofSeconds(2));
        assertThat(sim.entries("n5", "t")).extracting(TableEntry::key).containsExactly("new");
    }

    @Test
    void entriesOfAFailedOwnerAreHiddenAndComeBackWithIt() {
        GossipSimulation sim = GossipSimulation.seeded(5, LAN).startMany(6).converge(Duration.ofSeconds(5));
        sim.put("n2", "t", "k", bytes("x")).runFor(Duration.ofSeconds(2)).pause("n2", Duration.ofSeconds(40));
        sim.runFor(Duration.ofSeconds(39));
        assertThat(sim.entries("n5", "t")).isEmpty();
        sim.runFor(Duration.ofSeconds(1)).converge(Duration.ofSeconds(5));
        assertThat(sim.entries("n5", "t")).extracting(TableEntry::key).containsExactly("k");
    }

    @Test
    void aRemovedKeyDoesNotComeBackFromAMemberThatWasAway() {
        GossipSimulation sim = GossipSimulation.seeded(6, LAN).startMany(6).converge(Duration.ofSeconds(5));
        sim.put("n1", "t", "k", bytes("x")).runFor(Duration.ofSeconds(3));
        sim.network().partition(List.of("n5"), List.of("n0", "n1", "n2", "n3", "n4"));
        sim.remove("n2", "t", "k").runFor(Duration.ofMinutes(5));
        sim.network().heal();
        sim.converge(Duration.ofSeconds(20));
        assertThat(sim.entries("n5", "t")).isEmpty();
        assertThat(sim.entries("n2", "t")).isEmpty();
    }

    @Test
    void hundredsOfEntriesReachAJoinerInDatagrams() {
        GossipSimulation sim = GossipSimulation.seeded(7, LAN).startMany(3).converge(Duration.ofSeconds(5));
        for (int i = 0; i < 400; i++) {
            sim.put("n" + i % 3, "t", "key-" + i, bytes("value " + i));
        }
        sim.runFor(Duration.ofSeconds(30)).start("joiner", "n0").converge(Duration.ofSeconds(10));
        assertThat(sim.entries("joiner", "t")).hasSize(400);
    }

    /** A fixed few in the build; {@code -Dswarm.sim.seeds=1000} for a long run. */
    static LongStream churnSeeds() {
        return LongStream.rangeClosed(11, 20 + Long.getLong("swarm.sim.seeds", 0));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("churnSeeds")
    void churnOfEveryKindEndsInOneView(long seed) {
        Churn.run(GossipSimulation.seeded(seed, LAN), 60).converge(Duration.ofMinutes(2));
    }

    @Test
    void theClockMayWrapAround() {
        World world = World.seeded(4, Long.MAX_VALUE - Duration.ofSeconds(20).toNanos());
        Churn.run(GossipSimulation.in(world, LAN), 20).converge(Duration.ofMinutes(2));
        assertThat(world.nowNanos()).isNegative();
    }

    @Test
    void theSameSeedIsTheSameHistory() {
        long first = Churn.run(GossipSimulation.seeded(21, LAN), 30).traceHash();
        assertThat(Churn.run(GossipSimulation.seeded(21, LAN), 30).traceHash()).isEqualTo(first);
        assertThat(Churn.run(GossipSimulation.seeded(22, LAN), 30).traceHash()).isNotEqualTo(first);
    }

    private static boolean allSee(GossipSimulation sim, String name, MemberState state) {
        return sim.running().stream()
                .filter(viewer -> !viewer.equals(name))
                .allMatch(
                        viewer -> sim.state(viewer, name).filter(state::equals).isPresent());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
