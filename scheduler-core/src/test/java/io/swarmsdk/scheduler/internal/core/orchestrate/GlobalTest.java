package io.swarmsdk.scheduler.internal.core.orchestrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmsdk.model.Availability;
import io.swarmsdk.model.NodeState;
import io.swarmsdk.model.Placement;
import io.swarmsdk.model.RestartPolicy;
import io.swarmsdk.model.RestartPolicy.Condition;
import io.swarmsdk.model.ServiceSpec;
import io.swarmsdk.model.Task;
import io.swarmsdk.model.TaskState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One task on every node that fits. The comments name cases of the acceptance suite. */
class GlobalTest {
    private final Cluster cluster = new Cluster();

    private static ServiceSpec global(String name, Condition condition) {
        var spec = ServiceSpec.global(name, name + ":1");
        return spec.withTask(
                spec.task().withRestart(new RestartPolicy(condition, Duration.ofMillis(50), 0, Duration.ZERO)));
    }

    private Cluster started() {
        return cluster.node("n1").service(global("s", Condition.ANY)).obey().run();
    }

    private void force() {
        cluster.update(
                        "s",
                        spec -> spec.withTask(
                                spec.task().withForceUpdate(spec.task().forceUpdate() + 1)))
                .advance(Duration.ofMinutes(1));
    }

    @Test // gl-01, gl-13, pl-054
    void everyNodeHasOneTask() {
        cluster.node("n1").node("n2").service(global("s", Condition.ANY)).run();
        assertThat(cluster.counts("s")).isEqualTo(Map.of("n1", 1, "n2", 1));
        assertThat(cluster.live("s")).allSatisfy(task -> {
            assertThat(task.slot()).isZero();
            assertThat(task.status().message()).isEqualTo("scheduler confirmed task can run on preassigned node");
        });
        cluster.service(global("s2", Condition.ANY)).run();
        assertThat(cluster.counts("s2")).hasSize(2);
        cluster.node("n3").run();
        assertThat(cluster.counts("s")).hasSize(3);
    }

    @Test // gl-03
    void tasksOfARemovedNodeGoWithIt() {
        started().delete(cluster.view().node("n1").orElseThrow()).run();
        assertThat(cluster.tasks("s")).isEmpty();
    }

    @Test // gl-05, gl-11, lc-13
    void drainedAndDownNodesGetNothing() {
        started().node("n1", Availability.DRAIN).run();
        assertThat(cluster.live("s")).isEmpty();
        force();
        cluster.node("n1", Availability.ACTIVE).node("n1", NodeState.DOWN).run();
        force();
        assertThat(cluster.ever("s")).hasSize(1);
        cluster.node("n1", NodeState.READY).run();
        assertThat(cluster.counts("s")).isEqualTo(Map.of("n1", 1));
    }

    @Test // gl-07, gl-09
    void aPausedNodeKeepsItsTaskButGetsNoNewOne() {
        started().node("n1", Availability.PAUSE).run();
        assertThat(cluster.only("s").desired()).isEqualTo(TaskState.RUNNING);
        var task = cluster.only("s");
        cluster.state(task.id(), TaskState.FAILED).advance(Duration.ofMinutes(1));
        assertThat(cluster.desired(task.id())).isEqualTo(TaskState.SHUTDOWN);
        assertThat(cluster.ever("s")).hasSize(1);
    }

    @Test // gl-17, gl-19
    void aFailedTaskIsRenewedAgainstThePolicyByAnUpdateOnly() {
        cluster.node("n1").service(global("s", Condition.NONE)).obey().run();
        var task = cluster.only("s");
        cluster.state(task.id(), TaskState.FAILED).advance(Duration.ofMinutes(1));
        assertThat(cluster.desired(task.id())).isEqualTo(TaskState.SHUTDOWN);
        assertThat(cluster.ever("s")).hasSize(1);
        force();
        assertThat(cluster.ever("s")).hasSize(2);
        assertThat(cluster.only("s").status().state()).isEqualTo(TaskState.RUNNING);
    }

    @Test // gl-21
    void aNodeThatNoLongerFitsLosesItsTask() {
        var spec = global("s", Condition.ANY);
        cluster.node("n1", Map.of("a", "b"));
        cluster.service(spec.withTask(spec.task().withPlacement(only("b"))))
                .obey()
                .run();
        assertThat(cluster.counts("s")).hasSize(1);
        cluster.update("s", now -> now.withTask(now.task().withPlacement(only("c"))))
                .advance(Duration.ofMinutes(1));
        assertThat(cluster.live("s")).isEmpty();
        assertThat(cluster.ever("s")).hasSize(1);
    }

    private static Placement only(String value) {
        return new Placement(List.of("node.labels.a==" + value), List.of(), 0);
    }

    @Test // gl-23
    void aNodeThatComesBackFromAPauseCatchesUpOutsideTheUpdate() {
        cluster.node("n1").node("n2").service(global("s", Condition.ANY)).obey().run();
        cluster.node("n1", Availability.PAUSE).run();
        cluster.update("s", spec -> spec.withImage("s:2")).advance(Duration.ofMinutes(1));
        assertThat(cluster.updateStates).containsExactly("UPDATING", "COMPLETED");
        cluster.node("n1", Availability.ACTIVE).advance(Duration.ofMinutes(1));
        assertThat(cluster.live("s")).hasSize(2).allMatch(task -> image(task).equals("s:2"));
        assertThat(cluster.updateStates).containsExactly("UPDATING", "COMPLETED");
    }

    private static String image(Task task) {
        return task.spec().container().image();
    }

    @Test
    void anEndedTaskIsReplacedOnItsNode() {
        started();
        cluster.state(cluster.only("s").id(), TaskState.COMPLETE).run();
        assertThat(cluster.only("s").desired()).isEqualTo(TaskState.READY);
        cluster.advance(Duration.ofMillis(50));
        assertThat(cluster.only("s").status().state()).isEqualTo(TaskState.RUNNING);
    }
}
