package io.swarmsdk.scheduler.internal.core.orchestrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmsdk.model.Availability;
import io.swarmsdk.model.NodeState;
import io.swarmsdk.model.Placement;
import io.swarmsdk.model.PortProtocol;
import io.swarmsdk.model.PortSpec;
import io.swarmsdk.model.PublishMode;
import io.swarmsdk.model.Resources;
import io.swarmsdk.model.RestartPolicy;
import io.swarmsdk.model.ServiceSpec;
import io.swarmsdk.model.Task;
import io.swarmsdk.model.TaskState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which node a task goes to. The comments name cases of the acceptance suite. */
class PlacementTest {
    private final Cluster cluster = new Cluster();

    private static ServiceSpec service(String name, int replicas) {
        return ServiceSpec.replicated(name, name + ":1", replicas);
    }

    private static ServiceSpec placed(ServiceSpec spec, Placement placement) {
        return spec.withTask(spec.task().withPlacement(placement));
    }

    private static ServiceSpec reserving(ServiceSpec spec, long memory) {
        return spec.withTask(spec.task().withReservations(new Resources(0, memory)));
    }

    private static ServiceSpec publishing(ServiceSpec spec, PortProtocol protocol, PublishMode mode) {
        return spec.withPorts(List.of(new PortSpec(protocol, 80, 58, mode)));
    }

    private static Map<String, String> zone(String zone) {
        return Map.of("az", zone);
    }

    private static int sum(Map<String, Integer> counts, String... nodes) {
        return Stream.of(nodes).mapToInt(node -> counts.getOrDefault(node, 0)).sum();
    }

    private void fiveNodes(String service, int... counts) {
        for (int i = 1; i <= 5; i++) {
            cluster.node("n" + i);
        }
        for (int i = 0; i < counts.length; i++) {
            cluster.existing(service, "n" + (i + 1), counts[i]);
        }
    }

    @Test // pl-001, pl-003
    void putsTasksWhereFewestAre() {
        cluster.node("n1")
                .node("n2")
                .node("n3")
                .service(service("s", 3))
                .existing("s", "n1", 1)
                .run();
        assertThat(cluster.counts("s")).isEqualTo(Map.of("n1", 1, "n2", 1, "n3", 1));
        cluster.node("n4").update("s", spec -> service("s", 4)).run();
        assertThat(cluster.slot("s", 4).nodeId()).contains("n4");
    }

    @Test // pl-005, pl-041, pl-043, pl-045
    void waitsForANodeThatTakesTasksAndSaysWhy() {
        cluster.node("n1")
                .node("n1", Availability.PAUSE)
                .service(service("s", 1))
                .run();
        assertThat(cluster.error("s")).isEqualTo("no suitable node (1 node not available for new tasks)");
        assertThat(cluster.only("s").status().state()).isEqualTo(TaskState.PENDING);
        cluster.node("n1", Availability.ACTIVE).node("n1", NodeState.UNKNOWN).advance(Duration.ofSeconds(1));
        assertThat(cluster.only("s").nodeId()).isEmpty();
        cluster.node("n1", NodeState.READY).advance(Duration.ofSeconds(1));
        assertThat(cluster.only("s").nodeId()).contains("n1");
        assertThat(cluster.only("s").status().message()).isEqualTo("scheduler assigned task to node");
        assertThat(cluster.only("s").status().error()).isEmpty();
    }

    @Test // pl-007
    void writingANodeAgainChangesNothing() {
        cluster.node("n1").node("n2").node("n3").service(service("s", 3));
        cluster.existing("s", "n1", 1).existing("s", "n2", 1);
        for (String node : List.of("n1", "n2", "n3")) {
            cluster.change(cluster.view().node(node).orElseThrow());
        }
        cluster.run();
        assertThat(cluster.slot("s", 3).nodeId()).contains("n3");
    }

    @Test // pl-010a, pl-011b, pl-012a
    void spreadsAServiceEvenlyThenLooksAtTheWholeLoad() {
        fiveNodes("s1");
        cluster.service(service("s1", 18)).run();
        assertThat(new ArrayList<>(cluster.counts("s1").values())).containsExactlyInAnyOrder(4, 4, 4, 3, 3);
        cluster.service(service("s2", 2)).run();
        var fewest = cluster.counts("s1").entrySet().stream()
                .filter(entry -> entry.getValue() == 3)
                .map(Map.Entry::getKey)
                .toList();
        assertThat(cluster.counts("s2").keySet()).containsExactlyElementsOf(fewest);
        cluster.update("s1", spec -> service("s1", 21)).run();
        assertThat(new ArrayList<>(cluster.counts("s1").values())).containsExactlyInAnyOrder(5, 4, 4, 4, 4);
    }

    @Test // pl-020b
    void equalisesTheBranchesOfAPreference() {
        cluster.node("n1", zone("az1"));
        for (int i = 2; i <= 5; i++) {
            cluster.node("n" + i, zone("az2"));
        }
        cluster.service(placed(service("s", 8), new Placement(List.of(), List.of("node.labels.az"), 0)))
                .run();
        assertThat(cluster.counts("s")).isEqualTo(Map.of("n1", 4, "n2", 1, "n3", 1, "n4", 1, "n5", 1));
    }

    @Test // pl-021a, with memory alone
    void theOverflowOfAFullBranchGoesToTheOthersEvenly() {
        var racks = List.of("r1", "r1", "r1", "r1", "r1", "r2", "r2");
        for (int i = 0; i < 7; i++) {
            long memory = i == 0 ? 100_000_000 : 1_000_000_000;
            cluster.node(
                    "n" + i, Map.of("az", i < 2 ? "az1" : "az2", "rack", racks.get(i)), new Resources(1_000, memory));
        }
        var spread = new Placement(List.of(), List.of("node.labels.az", "node.labels.rack"), 0);
        cluster.service(reserving(placed(service("s", 12), spread), 200_000_000))
                .run();
        var counts = cluster.counts("s");
        assertThat(counts).doesNotContainKey("n0").containsEntry("n1", 5);
        assertThat(sum(counts, "n2", "n3", "n4")).isBetween(3, 4);
        assertThat(sum(counts, "n5", "n6")).isBetween(3, 4);
    }

    @Test // pl-022
    void unevenBranchesFillTheEmptiest() {
        cluster.node("n11", Map.of("az", "d1", "rack", "r1"))
                .node("n12", Map.of("az", "d1", "rack", "r2"))
                .node("n21", Map.of("az", "d2", "rack", "r1"));
        var spread = new Placement(List.of(), List.of("node.labels.az", "node.labels.rack"), 0);
        cluster.service(placed(service("s", 9), spread));
        cluster.existing("s", "n11", 3)
                .existing("s", "n12", 1)
                .existing("s", "n21", 3)
                .run();
        assertThat(sum(cluster.counts("s"), "n12", "n21")).isEqualTo(6);
    }

    @Test // pl-024, pl-026
    void aNodeWithoutTheLabelIsABranchAndADrainedBranchGivesItsShareAway() {
        var spread = new Placement(List.of(), List.of("node.labels.az"), 0);
        cluster.node("n1", zone("a")).node("n2", zone("a")).node("n3");
        cluster.service(placed(service("s", 4), spread)).run();
        assertThat(cluster.counts("s")).isEqualTo(Map.of("n1", 1, "n2", 1, "n3", 2));
        cluster.node("n3", Availability.DRAIN)
                .service(placed(service("s2", 4), spread))
                .run();
        assertThat(cluster.counts("s2")).isEqualTo(Map.of("n1", 2, "n2", 2));
    }

    @Test // pl-030, pl-032
    void tasksToldToStopCountForBalanceNoMore() {
        cluster.node("n1").node("n2").service(service("other", 4)).service(service("s", 1));
        cluster.existing("other", "n1", 3).existing("other", "n2", 1).run();
        assertThat(cluster.only("s").nodeId()).contains("n2");

        var again = new Cluster().node("n1").node("n2").service(service("s", 2));
        again.task("a", "s", 8, "n1", TaskState.RUNNING, TaskState.REMOVE);
        again.task("b", "s", 9, "n1", TaskState.RUNNING, TaskState.REMOVE);
        again.task("d", "s", 1, "n2", TaskState.RUNNING, TaskState.RUNNING);
        again.run();
        assertThat(again.slot("s", 2).nodeId()).contains("n1");
    }

    @Test // pl-058, fl-mr-02
    void explainsWithTheMostFrequentReasonFirst() {
        cluster.node("n1").node("n2").node("n3", Map.of(), new Resources(0, 10));
        cluster.node("n1", Availability.DRAIN).node("n2", NodeState.DOWN);
        cluster.service(reserving(service("s", 1), 100)).run();
        assertThat(cluster.error("s"))
                .isEqualTo("no suitable node (2 nodes not available for new tasks; insufficient resources on 1 node)");

        var three = new Cluster().node("n1").node("n2").node("n3");
        three.service(placed(service("s", 1), new Placement(List.of("node.hostname==other"), List.of(), 3)))
                .run();
        assertThat(three.error("s")).isEqualTo("no suitable node (scheduling constraints not satisfied on 3 nodes)");
        assertThat(new Cluster().service(service("s", 1)).run().error("s")).isEqualTo("no suitable node");
    }

    @Test // fl-hp-02, fl-hp-04, fl-hp-06
    void aHostPortIsUsedOncePerNodeAndProtocol() {
        cluster.node("n1").node("n2");
        cluster.service(publishing(service("tcp", 3), PortProtocol.TCP, PublishMode.HOST))
                .run();
        assertThat(cluster.counts("tcp")).isEqualTo(Map.of("n1", 1, "n2", 1));
        assertThat(cluster.error("tcp")).isEqualTo("no suitable node (host-mode port already in use on 2 nodes)");
        cluster.service(publishing(service("udp", 2), PortProtocol.UDP, PublishMode.HOST));
        cluster.service(publishing(service("ingress", 2), PortProtocol.TCP, PublishMode.INGRESS))
                .run();
        assertThat(cluster.counts("udp")).hasSize(2);
        assertThat(cluster.counts("ingress")).hasSize(2);
    }

    @Test // fl-mr-04, fl-mr-06, pl-052
    void aLimitPerNodeCountsWantedTasksOnly() {
        var limited = new Placement(List.of(), List.of(), 1);
        cluster.node("n1").service(placed(service("s", 2), limited)).run();
        assertThat(cluster.counts("s")).isEqualTo(Map.of("n1", 1));
        assertThat(cluster.error("s")).isEqualTo("no suitable node (max replicas per node limit exceed)");
        assertThat(new Cluster().node("n1").service(service("s", 4)).run().counts("s"))
                .isEqualTo(Map.of("n1", 4));

        var stopping = new Cluster().node("n1").service(placed(service("s", 1), limited));
        stopping.task("old", "s", 7, "n1", TaskState.RUNNING, TaskState.REMOVE).run();
        assertThat(stopping.only("s").nodeId()).contains("n1");
    }

    @Test // rs-001, rs-003, rs-009
    void memoryIsTakenUntilTheTaskHasStopped() {
        cluster.node("n1", Map.of(), new Resources(0, 1_000))
                .service(reserving(service("a", 1), 800))
                .run();
        cluster.service(reserving(service("b", 1), 800)).run();
        assertThat(cluster.error("b")).isEqualTo("no suitable node (insufficient resources on 1 node)");
        var a = cluster.only("a");
        cluster.delete(cluster.view().service("a").orElseThrow()).advance(Duration.ofSeconds(1));
        assertThat(cluster.desired(a.id())).isEqualTo(TaskState.REMOVE);
        assertThat(cluster.only("b").nodeId()).isEmpty();
        cluster.state(a.id(), TaskState.SHUTDOWN).advance(Duration.ofSeconds(1));
        assertThat(cluster.only("b").nodeId()).contains("n1");
    }

    @Test // rs-007, rs-011, rs-015
    void onlyReservationsAreScheduledOn() {
        cluster.node("n1", Map.of(), new Resources(1_000_000_000, 100));
        var limits = service("limits", 1);
        cluster.service(limits.withTask(limits.task().withLimits(new Resources(0, 1_000))));
        var cpu = service("cpu", 1);
        cluster.service(cpu.withTask(cpu.task().withReservations(new Resources(1_500_000_000, 0))));
        cluster.service(reserving(service("five", 5), 30)).run();
        assertThat(cluster.counts("limits")).hasSize(1);
        assertThat(cluster.error("cpu")).isEqualTo("no suitable node (insufficient resources on 1 node)");
        assertThat(cluster.counts("five")).isEqualTo(Map.of("n1", 3));
    }

    private List<String> failOften(Cluster cluster, int times) {
        var sequence = new ArrayList<String>();
        for (int i = 0; i < times; i++) {
            var task = cluster.slot("s", 2);
            sequence.add(task.nodeId().orElse("-"));
            cluster.state(task.id(), TaskState.FAILED).advance(Duration.ofSeconds(1));
        }
        return sequence;
    }

    private static Cluster twoNodesAndOneTask() {
        var cluster = new Cluster().node("n1").node("n2");
        var spec = service("s", 2);
        cluster.service(spec.withTask(spec.task()
                .withRestart(new RestartPolicy(RestartPolicy.Condition.ANY, Duration.ZERO, 0, Duration.ZERO))));
        return cluster.existing("s", "n1", 1).run();
    }

    @Test // fn-001
    void fiveFailuresPutANodeLast() {
        assertThat(failOften(twoNodesAndOneTask(), 8)).containsExactly("n2", "n2", "n2", "n2", "n2", "n1", "n1", "n1");
    }

    @Test // fn-003
    void anUpdateStartsWithACleanSlate() {
        var cluster = twoNodesAndOneTask();
        failOften(cluster, 6);
        cluster.state(cluster.slot("s", 2).id(), TaskState.RUNNING);
        cluster.update("s", spec -> spec.withImage("s:2")).advance(Duration.ofSeconds(1));
        var second = cluster.live("s").stream()
                .filter(task -> task.specVersion() == 2)
                .toList();
        assertThat(second).isNotEmpty().extracting(Task::nodeId).doesNotContain(Optional.empty());
        assertThat(second.get(0).nodeId()).contains("n2");
    }

    @Test // fn-005
    void oldFailuresAreForgotten() {
        var cluster = twoNodesAndOneTask();
        assertThat(failOften(cluster, 5)).containsOnly("n2");
        assertThat(cluster.slot("s", 2).nodeId()).contains("n1");
        cluster.later(Duration.ofSeconds(301))
                .state(cluster.slot("s", 2).id(), TaskState.COMPLETE)
                .run();
        assertThat(cluster.slot("s", 2).nodeId()).contains("n2");
    }

    @Test // fn-009
    void thePenaltyIsForOneServiceOnly() {
        var cluster = twoNodesAndOneTask();
        failOften(cluster, 5);
        cluster.service(service("y", 1)).run();
        assertThat(cluster.only("y").nodeId()).contains("n2");
    }

    @Test // fn-011
    void failuresThatTheStoreStillHoldsSurviveAChangeOfLeader() {
        var cluster =
                new Cluster().node("n1").node("n2").service(service("s", 2)).existing("s", "n1", 1);
        for (int i = 0; i < 5; i++) {
            cluster.task("f" + i, "s", 2, "n2", TaskState.FAILED, TaskState.SHUTDOWN)
                    .later(Duration.ofSeconds(1));
        }
        cluster.changeLeader();
        assertThat(cluster.slot("s", 2).nodeId()).contains("n1");
    }
}
