package io.swarmsdk.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmsdk.model.Node;
import io.swarmsdk.model.NodeState;
import io.swarmsdk.model.Service;
import io.swarmsdk.model.Task;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One story of a whole swarm, because forming one is what takes the time. */
class SwarmLifeIT {
    private static final int REPLICAS = 4;

    @TempDir
    private Path directory;

    @Test
    void aSwarmKeepsItsStateThroughTheLossOfLeaderAndWorkerAndForgetsAStackThatIsRemoved() throws Exception {
        try (TestSwarm swarm = TestSwarm.formed(directory, 3, 2)) {
            tasksRun(swarm);
            theStateSurvivesTheLeader(swarm);
            theTasksOfADeadWorkerMove(swarm);
            swarm.restart("w1"); // nobody else can say that its old tasks have ended
            aRemovedStackLeavesNothing(swarm);
        }
    }

    private static void tasksRun(TestSwarm swarm) throws Exception {
        try (SwarmClient client = swarm.client()) {
            long revision = done(client.deployStack(TestSwarm.stack("shop", REPLICAS)));
            SwarmState state = TestSwarm.await(
                    client, now -> TestSwarm.runningTasks(now, "shop_web").size() == REPLICAS);

            assertThat(state.revision()).isGreaterThan(revision);
            assertThat(state.nodes())
                    .hasSize(5)
                    .filteredOn(node -> node.status().state() == NodeState.READY)
                    .hasSize(5);
            assertThat(nodesOf(state))
                    .isEqualTo(Set.of(swarm.node("w1").id(), swarm.node("w2").id()));
            assertThat(swarm.programsOn("w1") + swarm.programsOn("w2")).isEqualTo(REPLICAS);
            assertThat(addressesOf(state)).hasSize(REPLICAS);
        }
    }

    private static void theStateSurvivesTheLeader(TestSwarm swarm) throws Exception {
        String lost = swarm.leader();
        String lostId = swarm.node(lost).id();
        Service before;
        try (SwarmClient client = swarm.client()) {
            before =
                    client.state().get(60, TimeUnit.SECONDS).service("shop_web").orElseThrow();
        }
        swarm.halt(lost);

        try (SwarmClient client = swarm.client()) {
            SwarmState state = TestSwarm.await(client, now -> true);
            assertThat(state.service("shop_web").orElseThrow().id()).isEqualTo(before.id());
            long written = done(client.deployStack(TestSwarm.emptyStack("later")));

            SwarmNode back = swarm.restart(lost);
            assertThat(back.id()).isEqualTo(lostId);
            Awaitility.await()
                    .atMost(TestSwarm.LIMIT)
                    .until(() -> back.info().storeRevision() >= written
                            && back.info().raft().orElseThrow().leader().isPresent());
            TestSwarm.await(
                    client, now -> TestSwarm.runningTasks(now, "shop_web").size() == REPLICAS);
        }
    }

    private static void theTasksOfADeadWorkerMove(TestSwarm swarm) {
        String dead = swarm.node("w1").id();
        swarm.halt("w1");

        try (SwarmClient client = swarm.client()) {
            SwarmState state = TestSwarm.await(client, now -> {
                List<Task> running = TestSwarm.runningTasks(now, "shop_web");
                return running.size() == REPLICAS
                        && running.stream().noneMatch(task -> task.nodeId().equals(java.util.Optional.of(dead)));
            });
            assertThat(state.node(dead).map(Node::status))
                    .hasValueSatisfying(status -> assertThat(status.state()).isEqualTo(NodeState.DOWN));
            assertThat(swarm.programsOn("w2")).isEqualTo(REPLICAS);
        }
    }

    private static void aRemovedStackLeavesNothing(TestSwarm swarm) throws Exception {
        try (SwarmClient client = swarm.client()) {
            done(client.removeStack("shop"));
            done(client.removeStack("later"));

            SwarmState state = TestSwarm.await(
                    client, now -> now.tasks().isEmpty() && now.networks().isEmpty());
            assertThat(state.services()).isEmpty();
            assertThat(state.stacks()).isEmpty();
            Awaitility.await()
                    .atMost(TestSwarm.LIMIT)
                    .until(() -> swarm.programsOn("w1") + swarm.programsOn("w2") == 0);
        }
    }

    private static long done(java.util.concurrent.CompletableFuture<Long> change) throws Exception {
        return change.get(60, TimeUnit.SECONDS);
    }

    private static Set<String> nodesOf(SwarmState state) {
        return state.tasks().stream()
                .flatMap(task -> task.nodeId().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> addressesOf(SwarmState state) {
        return state.tasks().stream()
                .flatMap(task -> task.networks().stream())
                .map(attachment -> attachment.address())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
