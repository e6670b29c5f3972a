package io.swarmsdk.scheduler.internal.core.orchestrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmsdk.model.Availability;
import io.swarmsdk.model.NodeState;
import io.swarmsdk.model.Placement;
import io.swarmsdk.model.RestartPolicy;
import io.swarmsdk.model.RestartPolicy.Condition;
import io.swarmsdk.model.ServiceMode;
import io.swarmsdk.model.ServiceSpec;
import io.swarmsdk.model.Task;
import io.swarmsdk.model.TaskState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How many tasks there are, and where they go when a node is lost. The comments name cases of the acceptance suite. */
class ReplicatedTest {
    private final Cluster cluster = new Cluster();

    private static ServiceSpec service(int replicas) {
        return ServiceSpec.replicated("s", "s:1", replicas);
    }

    private static ServiceSpec restarting(ServiceSpec spec, Condition condition, Duration delay) {
        return spec.withTask(spec.task().withRestart(new RestartPolicy(condition, delay, 0, Duration.ZERO)));
    }

    private void scale(int replicas) {
        cluster.update("s", spec -> spec.withMode(new ServiceMode.Replicated(replicas)))
                .run();
    }

    private List<String> liveIds() {
        return cluster.live("s").stream().map(Task::id).sorted().toList();
    }

    @Test // rp-01
    void createsTasksInTheLowestSlots() {
        cluster.service(service(2)).run();
        assertThat(cluster.live("s")).extracting(Task::slot).containsExactly(1, 2);
        assertThat(cluster.live("s")).allMatch(task -> task.desired() == TaskState.RUNNING);
    }

    @Test // rp-03, rp-05
    void addsWhatIsMissingAndReplacesWhatWasDeleted() {
        cluster.node("n1").service(service(1)).existing("s", "n1", 1).run();
        scale(3);
        assertThat(cluster.ever("s")).hasSize(3);
        cluster.delete(cluster.slot("s", 2)).run();
        assertThat(cluster.live("s")).extracting(Task::slot).containsExactly(1, 2, 3);
        assertThat(cluster.ever("s")).hasSize(4);
    }

    @Test
    void aFreedSlotNumberIsUsedAgain() {
        cluster.node("n1").service(service(3)).obey().run();
        scale(1);
        scale(2);
        assertThat(cluster.live("s"))
                .extracting(Task::slot)
                .hasSize(2)
                .contains(1)
                .isSubsetOf(1, 2, 3);
        assertThat(cluster.tasks("s")).hasSize(2);
    }

    private void sixRunningAndOneNew() {
        cluster.node("n1").node("n2").node("n3").service(service(6));
        cluster.task("t1", "s", 1, "n1", TaskState.STARTING, TaskState.RUNNING);
        cluster.task("t2", "s", 2, "n2", TaskState.RUNNING, TaskState.RUNNING);
        cluster.task("t3", "s", 3, "n2", TaskState.RUNNING, TaskState.RUNNING);
        cluster.task("t4", "s", 4, "n3", TaskState.RUNNING, TaskState.RUNNING);
        cluster.task("t5", "s", 5, "n3", TaskState.RUNNING, TaskState.RUNNING);
        cluster.task("t6", "s", 6, "n3", TaskState.RUNNING, TaskState.RUNNING);
        cluster.task("t7", "s", 7, "", TaskState.NEW, TaskState.RUNNING);
        cluster.run();
    }

    @Test // rp-07, rp-09
    void scalesDownWhatIsUnassignedThenWhereMostAre() {
        sixRunningAndOneNew();
        assertThat(liveIds()).containsExactly("t1", "t2", "t3", "t4", "t5", "t6");
        scale(4);
        assertThat(liveIds()).hasSize(4).contains("t1", "t2", "t4");
        scale(2);
        assertThat(liveIds()).containsExactly("t2", "t4");
    }

    @Test // rp-11, tr-03
    void scalingToNothingRemovesAllOnceTheyHaveStopped() {
        cluster.node("n1").service(service(0)).existing("s", "n1", 3).run();
        assertThat(cluster.tasks("s")).hasSize(3).allMatch(task -> task.desired() == TaskState.REMOVE);
        cluster.obey().run();
        assertThat(cluster.tasks("s")).isEmpty();
    }

    @Test // rp-13, rp-15
    void downAndDrainedNodesLoseTheirTasksUnknownAndPausedOnesKeepThem() {
        cluster.service(restarting(service(6), Condition.NONE, Duration.ZERO));
        for (int i = 1; i <= 5; i++) {
            cluster.node("n" + i);
            cluster.task("t" + i, "s", i + 1, "n" + i, TaskState.NEW, TaskState.RUNNING);
        }
        cluster.task("t0", "s", 1, "", TaskState.NEW, TaskState.RUNNING);
        cluster.node("n2", NodeState.DOWN).node("n3", NodeState.UNKNOWN);
        cluster.node("n4", Availability.PAUSE).node("n5", Availability.DRAIN).run();
        assertThat(liveIds()).containsExactly("t0", "t1", "t3", "t4");
        assertThat(cluster.ever("s")).hasSize(6);
        cluster.node("n4", Availability.DRAIN).run();
        assertThat(liveIds()).containsExactly("t0", "t1", "t3");
    }

    @Test // rp-17
    void leavingADrainedNodeIsNotDelayed() {
        cluster.node("n1").node("n2").service(restarting(service(1), Condition.ANY, Duration.ofHours(1)));
        cluster.existing("s", "n1", 1).obey().run();
        cluster.node("n1", Availability.DRAIN).run();
        assertThat(cluster.only("s").nodeId()).contains("n2");
        assertThat(cluster.only("s").status().state()).isEqualTo(TaskState.RUNNING);
    }

    @Test // rp-19
    void theReplacementForALostNodeDoesNotWait() {
        cluster.node("n1").node("n2").service(restarting(service(1), Condition.ANY, Duration.ZERO));
        cluster.task("t", "s", 1, "n1", TaskState.RUNNING, TaskState.RUNNING).run();
        cluster.node("n1", NodeState.DOWN).run();
        assertThat(cluster.desired("t")).isEqualTo(TaskState.SHUTDOWN);
        assertThat(cluster.observed("t")).isEqualTo(TaskState.RUNNING);
        assertThat(cluster.only("s").nodeId()).contains("n2");
        assertThat(cluster.only("s").desired()).isEqualTo(TaskState.RUNNING);
    }

    @Test
    void tasksOfARemovedNodeAreLostAndReplaced() {
        cluster.node("n1").node("n2").service(restarting(service(2), Condition.ANY, Duration.ZERO));
        cluster.task("a", "s", 1, "n1", TaskState.RUNNING, TaskState.RUNNING);
        cluster.task("b", "s", 2, "n1", TaskState.RUNNING, TaskState.SHUTDOWN).run();
        cluster.delete(cluster.view().node("n1").orElseThrow()).run();
        assertThat(cluster.observed("a")).isEqualTo(TaskState.ORPHANED);
        assertThat(cluster.observed("b")).isEqualTo(TaskState.ORPHANED);
        assertThat(cluster.counts("s")).isEqualTo(Map.of("n2", 2));
    }

    @Test // rp-21
    void aNewNodeDoesNotMoveHealthyTasks() {
        cluster.node("n1").service(service(4)).existing("s", "n1", 4).run();
        cluster.node("n2").advance(Duration.ofSeconds(5));
        assertThat(cluster.counts("s")).isEqualTo(Map.of("n1", 4));
    }

    @Test // tr-05
    void aDeletedServiceLeavesNothingBehind() {
        cluster.node("n1").service(service(2)).existing("s", "n1", 2).run();
        cluster.delete(cluster.view().service("s").orElseThrow()).run();
        assertThat(cluster.tasks("s")).hasSize(2).allMatch(task -> task.desired() == TaskState.REMOVE);
        cluster.node("n1", NodeState.DOWN).advance(Duration.ofMinutes(1));
        assertThat(cluster.tasks("s")).hasSize(2);
        cluster.delete(cluster.view().node("n1").orElseThrow()).run();
        assertThat(cluster.tasks("s")).isEmpty();
    }

    @Test // ce-01, ce-05, ce-09
    void aTaskWhoseNodeIsRelabelledMovesAway() {
        var spec = service(1);
        cluster.node("n1", Map.of("zone", "a")).node("n2", Map.of("zone", "a"));
        cluster.service(restarting(
                spec.withTask(spec.task().withPlacement(new Placement(List.of("node.labels.zone == a"), List.of(), 0))),
                Condition.ANY,
                Duration.ZERO));
        cluster.task("t", "s", 1, "n1", TaskState.RUNNING, TaskState.RUNNING).run();
        cluster.relabel("n1", Map.of()).run();
        var rejected = cluster.view().task("t").orElseThrow();
        assertThat(rejected.status().state()).isEqualTo(TaskState.REJECTED);
        assertThat(rejected.status().message()).isEqualTo("task rejected by constraint enforcer");
        assertThat(rejected.status().error()).contains("assigned node no longer meets constraints");
        assertThat(cluster.only("s").nodeId()).contains("n2");
    }

    @Test
    void aLiveTaskTooManyInASlotIsStopped() {
        cluster.node("n1").service(service(1));
        cluster.task("a", "s", 1, "n1", TaskState.READY, TaskState.RUNNING);
        cluster.task("b", "s", 1, "n1", TaskState.RUNNING, TaskState.RUNNING).run();
        assertThat(liveIds()).containsExactly("b");
        assertThat(cluster.ever("s")).hasSize(2);
    }
}
