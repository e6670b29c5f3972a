package io.swarmsdk.raft.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmsdk.sim.Verdict;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RaftSimulationTest {

    static LongStream seeds() {
        return Seeds.first(25);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void allPromisesHoldAndClientsSeeOneObjectWhateverGoesWrong(long seed) {
        Scenario scenario = Scenario.of(seed, Mutation.NONE).run(Fault.all(), Duration.ofSeconds(8));
        assertThat(scenario.clients.verdict().outcome()).as("seed %d", seed).isEqualTo(Verdict.Outcome.LINEARIZABLE);
        assertThat(scenario.group.committedEntries()).as("seed %d", seed).isPositive();
    }

    @Test
    void theSameSeedGivesTheSameHistoryAndAnotherSeedAnother() {
        assertThat(hash(5)).isEqualTo(hash(5));
        assertThat(hash(5)).isNotEqualTo(hash(6));
    }

    private static long hash(long seed) {
        return Scenario.of(seed, Mutation.NONE)
                .run(Fault.all(), Duration.ofSeconds(4))
                .group
                .world()
                .traceHash();
    }

    @Test
    void aQuietGroupElectsOnceAndServesEveryRequest() {
        Scenario scenario = Scenario.of(3, Mutation.NONE);
        scenario.group.awaitLeader();
        long term = scenario.group.leader().orElseThrow().term();
        scenario.run(Set.of(), Duration.ofSeconds(5));
        assertThat(scenario.group.leader().orElseThrow().term()).isEqualTo(term);
        assertThat(scenario.clients.done()).isGreaterThan(200);
        assertThat(scenario.clients.verdict().isLinearizable()).isTrue();
    }

    @Test
    void aNodeThatWasCutOffForAHundredTimeoutsDisturbsNothingWhenItReturns() {
        RaftSimulation group = RaftSimulation.builder().seed(9).build();
        SimulatedNode leader = group.awaitLeader();
        SimulatedNode lonely = group.nodes().stream()
                .filter(node -> node != leader)
                .findFirst()
                .orElseThrow();
        long term = leader.term();
        group.partition(List.of(lonely.id()));
        group.runFor(Duration.ofSeconds(30));
        assertThat(lonely.term()).isEqualTo(term);
        group.heal();
        group.settle();
        assertThat(group.leader()).contains(leader);
        assertThat(leader.term()).isEqualTo(term);
    }

    @Test
    void aNodeThatHearsNothingButIsHeardDoesNotEndTheLeadership() {
        RaftSimulation group = RaftSimulation.builder().seed(10).build();
        SimulatedNode leader = group.awaitLeader();
        SimulatedNode deaf = group.nodes().stream()
                .filter(node -> node != leader)
                .findFirst()
                .orElseThrow();
        long term = leader.term();
        group.nodes().forEach(node -> group.block(node.id(), deaf.id()));
        group.runFor(Duration.ofSeconds(10));
        assertThat(group.leader()).contains(leader);
        assertThat(leader.term()).isEqualTo(term);
    }

    @Test
    void aLeaderWhoseDiskHangsIsReplacedWhileTheOthersGoOn() {
        RaftSimulation group = RaftSimulation.builder().seed(11).build();
        RegisterWorkload clients = RegisterWorkload.on(group).start();
        SimulatedNode stalled = group.awaitLeader();
        stalled.stallDisk(Duration.ofSeconds(10));
        group.runFor(Duration.ofSeconds(3)); // ten election timeouts
        assertThat(group.leader()).isPresent().get().isNotSameAs(stalled);
        long done = clients.done();
        group.runFor(Duration.ofSeconds(3));
        assertThat(clients.done()).isGreaterThan(done + 50);
        assertThat(stalled.isLeader()).isFalse();
    }

    @Test
    void aMinorityCommitsNothingAndItsClientsAreNotToldOtherwise() {
        RaftSimulation group = RaftSimulation.builder().nodes(5).seed(12).build();
        SimulatedNode old = group.awaitLeader();
        SimulatedNode friend =
                group.nodes().stream().filter(node -> node != old).findFirst().orElseThrow();
        group.partition(List.of(old.id(), friend.id()));
        Answer<?>[] answer = new Answer<?>[1];
        old.propose(RegisterMachine.swap(1, 77), told -> answer[0] = told);
        group.runFor(Duration.ofSeconds(2));
        assertThat(answer[0].kind()).isEqualTo(Answer.Kind.UNKNOWN);
        assertThat(group.leader()).isPresent().get().isNotIn(old, friend);
        group.settle();
        assertThat(group.nodes())
                .allSatisfy(node -> assertThat(machine(node).value(1)).isZero());
    }

    @Test
    void everythingAcknowledgedOutlivesAPowerCutOfTheWholeGroup() {
        RaftSimulation group = RaftSimulation.builder().seed(13).build();
        SimulatedNode leader = group.awaitLeader();
        int[] acknowledged = new int[1];
        for (int i = 1; i <= 50; i++) {
            int register = i;
            leader.propose(RegisterMachine.swap(register, 1), told -> {
                if (told.kind() == Answer.Kind.DONE) {
                    acknowledged[0]++;
                    assertThat(register).isEqualTo(acknowledged[0]);
                }
            });
        }
        group.world().runUntil(() -> acknowledged[0] >= 20, Duration.ofSeconds(5));
        group.nodes().forEach(SimulatedNode::crash);
        int before = acknowledged[0];
        group.settle();
        for (SimulatedNode node : group.nodes()) {
            for (int register = 1; register <= before; register++) {
                assertThat(machine(node).value(register)).isEqualTo(1);
            }
        }
    }

    @Test
    void aClockThatWrapsAroundChangesNothing() {
        var world = io.swarmsdk.sim.World.seeded(
                14, Long.MAX_VALUE - Duration.ofSeconds(2).toNanos());
        RaftSimulation group = RaftSimulation.builder().world(world).build();
        RegisterWorkload clients = RegisterWorkload.on(group).start();
        group.unleash(EnumSet.of(Fault.CRASH, Fault.PARTITION)).runFor(Duration.ofSeconds(6));
        clients.stop();
        group.settle();
        assertThat(world.nowNanos()).isNegative();
        assertThat(clients.verdict().isLinearizable()).isTrue();
        assertThat(clients.done()).isPositive();
    }

    private static RegisterMachine machine(SimulatedNode node) {
        return (RegisterMachine) node.stateMachine().orElseThrow();
    }
}
