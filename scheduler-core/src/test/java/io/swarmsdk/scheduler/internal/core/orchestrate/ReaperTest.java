package io.swarmsdk.scheduler.internal.core.orchestrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmsdk.model.RestartPolicy;
import io.swarmsdk.model.RestartPolicy.Condition;
import io.swarmsdk.model.ServiceSpec;
import io.swarmsdk.model.TaskState;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which old tasks are forgotten. The comments name cases of the acceptance suite. */
class ReaperTest {
    private final Cluster cluster = new Cluster().node("n1");

    private static ServiceSpec service(int replicas, int attempts) {
        var spec = ServiceSpec.replicated("s", "s:1", replicas);
        return spec.withTask(spec.task()
                .withRestart(new RestartPolicy(Condition.ANY, Duration.ofSeconds(1), attempts, Duration.ZERO)));
    }

    private void past(String id, TaskState state, TaskState desired) {
        cluster.task(id, "s", 1, "n1", state, desired).later(Duration.ofSeconds(1));
    }

    @Test // tr-01, tr-13
    void keepsTheHistoryAndForgetsWhatIsToBeRemoved() {
        cluster.history(2).service(service(2, 0));
        past("h0", TaskState.FAILED, TaskState.SHUTDOWN);
        past("h1", TaskState.FAILED, TaskState.SHUTDOWN);
        past("c1", TaskState.RUNNING, TaskState.RUNNING);
        cluster.task("c2", "s", 2, "n1", TaskState.RUNNING, TaskState.RUNNING);
        cluster.task("r", "s", 3, "n1", TaskState.SHUTDOWN, TaskState.REMOVE);
        cluster.task("g", "s", 4, "n1", TaskState.RUNNING, TaskState.REMOVE);
        cluster.task("p", "s", 5, "", TaskState.PENDING, TaskState.REMOVE);
        cluster.run();
        assertThat(cluster.tasks("s")).extracting("id").containsExactlyInAnyOrder("h1", "c1", "c2", "g");
    }

    @Test // tr-15
    void aLimitOfAttemptsKeepsOneMoreThanThat() {
        cluster.history(2).service(service(1, 4));
        for (int i = 1; i <= 7; i++) {
            past("h" + i, TaskState.FAILED, TaskState.SHUTDOWN);
        }
        past("c", TaskState.RUNNING, TaskState.RUNNING);
        cluster.run();
        assertThat(cluster.tasks("s")).extracting("id").containsExactlyInAnyOrder("h4", "h5", "h6", "h7", "c");
    }

    @Test // tr-17
    void globalHistoryIsPerNode() {
        var spec = ServiceSpec.global("s", "s:1");
        cluster.history(2).node("n2").service(spec);
        for (int i = 1; i <= 6; i++) {
            cluster.task("a" + i, "s", 0, "n1", TaskState.FAILED, TaskState.SHUTDOWN)
                    .later(Duration.ofSeconds(1));
        }
        cluster.task("b", "s", 0, "n2", TaskState.FAILED, TaskState.SHUTDOWN).later(Duration.ofSeconds(1));
        cluster.run();
        assertThat(cluster.view().tasksOnNode("n1")).hasSize(2);
        assertThat(cluster.view().tasksOnNode("n2")).hasSize(2);
    }

    @ParameterizedTest(name = "{0}: observed {1}, desired {2}")
    @CsvSource({
        "tr-21, PENDING,   RUNNING,  false",
        "tr-23, ACCEPTED,  RUNNING,  false",
        "tr-25, READY,     RUNNING,  false",
        "tr-27, RUNNING,   RUNNING,  false",
        "tr-33, NEW,       SHUTDOWN, true",
        "tr-35, ASSIGNED,  SHUTDOWN, false",
        "tr-37, PREPARING, SHUTDOWN, false",
        "tr-39, STARTING,  SHUTDOWN, false",
        "tr-41, COMPLETE,  SHUTDOWN, true",
        "tr-43, REJECTED,  SHUTDOWN, true",
        "tr-45, ORPHANED,  SHUTDOWN, true",
    })
    void forgetsOnlyWhatCanNeverRunAgain(String id, TaskState state, TaskState desired, boolean forgotten) {
        cluster.history(1).service(service(1, 0));
        past("a", state, desired);
        if (desired != TaskState.RUNNING) {
            past("newer", TaskState.RUNNING, TaskState.RUNNING);
        }
        cluster.run();
        assertThat(cluster.view().task("a").isEmpty()).isEqualTo(forgotten);
    }

    @Test
    void theLastTaskOfAFinishedSlotStaysSoThatItIsNotRunAgain() {
        var spec = service(1, 0);
        cluster.history(1)
                .service(spec.withTask(
                        spec.task().withRestart(new RestartPolicy(Condition.NONE, Duration.ZERO, 0, Duration.ZERO))));
        past("done", TaskState.COMPLETE, TaskState.RUNNING);
        cluster.run().changeLeader();
        assertThat(cluster.tasks("s")).extracting("id").containsExactly("done");
    }
}
