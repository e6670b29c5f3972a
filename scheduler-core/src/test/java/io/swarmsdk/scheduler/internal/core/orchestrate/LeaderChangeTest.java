package io.swarmsdk.scheduler.internal.core.orchestrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmsdk.model.NodeState;
import io.swarmsdk.model.RestartPolicy;
import io.swarmsdk.model.RestartPolicy.Condition;
import io.swarmsdk.model.ServiceSpec;
import io.swarmsdk.model.TaskState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A new leader knows the store and nothing else. The comments name cases of the acceptance suite. */
class LeaderChangeTest {
    private final Cluster cluster = new Cluster().node("n1");

    private static ServiceSpec restarting(ServiceSpec spec, Duration delay, int attempts, Duration window) {
        return spec.withTask(spec.task().withRestart(new RestartPolicy(Condition.ANY, delay, attempts, window)));
    }

    private static ServiceSpec one(Duration delay) {
        return restarting(ServiceSpec.replicated("s", "s:1", 1), delay, 0, Duration.ZERO);
    }

    @Test // lc-05
    void replacesAHeldTaskThatWasRejected() {
        cluster.service(one(Duration.ofSeconds(5)))
                .task("a", "s", 1, "n1", TaskState.REJECTED, TaskState.READY)
                .run();
        assertThat(cluster.desired("a")).isEqualTo(TaskState.SHUTDOWN);
        assertThat(cluster.only("s").desired()).isEqualTo(TaskState.READY);
    }

    @Test // lc-07
    void replacesATaskOnANodeThatIsDown() {
        cluster.service(one(Duration.ofSeconds(5)))
                .task("a", "s", 1, "n1", TaskState.RUNNING, TaskState.RUNNING)
                .node("n1", NodeState.DOWN)
                .run();
        assertThat(cluster.desired("a")).isEqualTo(TaskState.SHUTDOWN);
        assertThat(cluster.only("s").desired()).isEqualTo(TaskState.READY);
        assertThat(cluster.only("s").nodeId()).isEmpty();
    }

    @Test // lc-09
    void waitsOnlyForWhatIsLeftOfADelay() {
        cluster.service(one(Duration.ofSeconds(10))).obey().run();
        cluster.state(cluster.only("s").id(), TaskState.FAILED).advance(Duration.ofSeconds(9));
        cluster.changeLeader().advance(Duration.ofMillis(999));
        assertThat(cluster.only("s").desired()).isEqualTo(TaskState.READY);
        cluster.advance(Duration.ofMillis(1));
        assertThat(cluster.only("s").desired()).isEqualTo(TaskState.RUNNING);
    }

    @Test // lc-11
    void servicesOnOneNodeDoNotDisturbEachOther() {
        cluster.service(ServiceSpec.global("s1", "s:1"))
                .service(ServiceSpec.global("s2", "s:1"))
                .obey()
                .run();
        cluster.changeLeader();
        cluster.update("s1", spec -> restarting(spec, Duration.ofSeconds(9), 0, Duration.ZERO))
                .advance(Duration.ofMinutes(1));
        assertThat(cluster.ever("s1")).hasSize(2);
        assertThat(cluster.ever("s2")).hasSize(1);
    }

    @Test // lc-15
    void rebuildsTheHistoryOfAttemptsFromTheTasksOfTheNewestSpec() {
        var spec = restarting(ServiceSpec.global("s", "s:1"), Duration.ofSeconds(5), 3, Duration.ofMinutes(10));
        cluster.service(spec).task("v1", "s", 0, "n1", TaskState.SHUTDOWN, TaskState.SHUTDOWN);
        cluster.update("s", old -> old.withImage("s:2"));
        cluster.task("a", "s", 0, "n1", TaskState.FAILED, TaskState.SHUTDOWN).later(Duration.ofMinutes(1));
        cluster.task("b", "s", 0, "n1", TaskState.FAILED, TaskState.SHUTDOWN).later(Duration.ofMinutes(2));
        cluster.task("c", "s", 0, "n1", TaskState.FAILED, TaskState.SHUTDOWN).later(Duration.ofMinutes(1));
        cluster.task("d", "s", 0, "n1", TaskState.RUNNING, TaskState.RUNNING).later(Duration.ofMinutes(8));
        cluster.run();
        cluster.state("d", TaskState.FAILED).run();
        var replacement = cluster.only("s");
        assertThat(replacement.desired()).isEqualTo(TaskState.READY);
        cluster.state(replacement.id(), TaskState.REJECTED).advance(Duration.ofMinutes(1));
        assertThat(cluster.live("s")).isEmpty();
    }

    @Test
    void doesNothingWhenAllIsAsItShouldBe() {
        cluster.service(ServiceSpec.replicated("s", "s:1", 3)).obey().run();
        long revision = cluster.view().revision();
        cluster.changeLeader().advance(Duration.ofHours(1));
        assertThat(cluster.view().revision()).isEqualTo(revision);
    }
}
