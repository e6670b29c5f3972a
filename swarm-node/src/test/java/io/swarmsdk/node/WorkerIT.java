package io.swarmsdk.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.swarmsdk.model.Availability;
import io.swarmsdk.model.NodeSpec;
import io.swarmsdk.model.NodeState;
import io.swarmsdk.model.Task;
import io.swarmsdk.node.SwarmException.RefusedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerIT {
    @TempDir
    private Path directory;

    @Test
    void aWorkerThatComesBackOnItsDirectoryIsTheNodeItWasAndGetsItsTasks() throws Exception {
        try (TestSwarm swarm = TestSwarm.formed(directory, 1, 1);
                SwarmClient client = swarm.client()) {
            client.deployStack(TestSwarm.stack("shop", 2)).get(60, TimeUnit.SECONDS);
            TestSwarm.await(
                    client, now -> TestSwarm.runningTasks(now, "shop_web").size() == 2);
            String id = swarm.node("w1").id();
            var address = swarm.node("w1").address();

            swarm.halt("w1");
            Awaitility.await().atMost(TestSwarm.LIMIT).until(() -> swarm.programsOn("w1") == 0);
            TestSwarm.noThreadsOf(id);
            TestSwarm.await(client, now -> now.node(id).orElseThrow().status().state() == NodeState.DOWN);
            SwarmNode back = swarm.restart("w1");

            assertThat(back.id()).isEqualTo(id);
            assertThat(back.address()).isEqualTo(address);
            SwarmState state = TestSwarm.await(
                    client,
                    now -> TestSwarm.runningTasks(now, "shop_web").size() == 2
                            && now.node(id).orElseThrow().status().state() == NodeState.READY);
            assertThat(state.nodes()).hasSize(2);
            assertThat(TestSwarm.runningTasks(state, "shop_web"))
                    .allSatisfy(task -> assertThat(task.nodeId()).contains(id));
            assertThat(swarm.programsOn("w1")).isEqualTo(2);
        }
    }

    @Test
    void tasksReachEachOtherOverTheirNetworkUntilOneIsGone() throws Exception {
        try (TestSwarm swarm = TestSwarm.formed(directory, 1, 2);
                SwarmClient client = swarm.client()) {
            client.deployStack(TestSwarm.stack("net", 2)).get(60, TimeUnit.SECONDS);
            SwarmNode one = swarm.node("w1");
            SwarmNode two = swarm.node("w2");
            SwarmState state = TestSwarm.await(
                    client, now -> TestSwarm.runningTasks(now, "net_web").size() == 2);
            Task here = on(state, one);
            Task there = on(state, two);
            String target = there.networks().get(0).address();

            NodeInfo.Overlay before = one.info().overlay();
            long answered = two.info().overlay().echoReplies();
            assertThat(pinged(client, one, here, target)).isPositive();
            assertThat(pinged(client, two, there, here.networks().get(0).address()))
                    .isPositive();
            assertThat(one.info().overlay().framesEncapsulated()).isGreaterThan(before.framesEncapsulated());
            assertThat(one.info().overlay().framesDecapsulated()).isGreaterThan(before.framesDecapsulated());
            assertThat(two.info().overlay().echoReplies()).isGreaterThan(answered);
            onlyForTasksOfThatNode(client, one, there, target);

            // Drained, the second worker loses its task, and the first must hear of it.
            client.updateNode(two.id(), new NodeSpec(Map.of(), Availability.DRAIN), 0)
                    .get(60, TimeUnit.SECONDS);
            TestSwarm.await(
                    client,
                    now -> now.tasks().stream()
                            .allMatch(task -> !task.nodeId().equals(java.util.Optional.of(two.id()))
                                    || task.status().state().isTerminal()));
            long sent = Awaitility.await()
                    .atMost(TestSwarm.LIMIT)
                    .until(() -> silent(client, one, here, target), now -> now >= 0);
            assertThat(one.info().overlay().framesEncapsulated()).isEqualTo(sent);
        }
    }

    /** The first round trip in nanoseconds, as soon as the rows of the table have got round. */
    private static long pinged(SwarmClient client, SwarmNode from, Task task, String target) {
        return Awaitility.await()
                .atMost(TestSwarm.LIMIT)
                .ignoreException(ExecutionException.class)
                .until(
                        () -> client.pingOverlay(from.address(), task.id(), target, Duration.ofSeconds(2))
                                .get(60, TimeUnit.SECONDS)
                                .toNanos(),
                        nanos -> true);
    }

    /** Frames sent so far if a ping is not answered and none left the node for it; negative otherwise. */
    private static long silent(SwarmClient client, SwarmNode from, Task task, String target) throws Exception {
        long before = from.info().overlay().framesEncapsulated();
        try {
            client.pingOverlay(from.address(), task.id(), target, Duration.ofMillis(300))
                    .get(60, TimeUnit.SECONDS);
            return -1;
        } catch (ExecutionException noAnswer) {
            long after = from.info().overlay().framesEncapsulated();
            return after == before ? after : -1;
        }
    }

    private static void onlyForTasksOfThatNode(SwarmClient client, SwarmNode node, Task stranger, String target) {
        assertThatThrownBy(() -> client.pingOverlay(node.address(), stranger.id(), target, Duration.ofSeconds(2))
                        .get(60, TimeUnit.SECONDS))
                .cause()
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("has no overlay address on this node");
    }

    private static Task on(SwarmState state, SwarmNode node) {
        return TestSwarm.runningTasks(state, "net_web").stream()
                .filter(task -> task.nodeId().equals(java.util.Optional.of(node.id())))
                .findFirst()
                .orElseThrow();
    }
}
