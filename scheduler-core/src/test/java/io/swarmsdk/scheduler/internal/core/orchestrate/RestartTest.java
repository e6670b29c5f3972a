package io.swarmsdk.scheduler.internal.core.orchestrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmsdk.model.Availability;
import io.swarmsdk.model.RestartPolicy;
import io.swarmsdk.model.RestartPolicy.Condition;
import io.swarmsdk.model.ServiceSpec;
import io.swarmsdk.model.Task;
import io.swarmsdk.model.TaskState;
import io.swarmsdk.model.TaskStatus;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When tasks that ended are replaced. The comments name cases of the acceptance suite. */
class RestartTest {
    private static Cluster with(Condition condition, Duration delay, int attempts, Duration window) {
        var spec = ServiceSpec.replicated("s", "s:1", 2);
        return new Cluster()
                .node("n1")
                .service(spec.withTask(spec.task().withRestart(new RestartPolicy(condition, delay, attempts, window))));
    }

    private static Cluster with(Condition condition, Duration delay) {
        return with(condition, delay, 0, Duration.ZERO).obey().run();
    }

    private static int replacements(Cluster cluster) {
        return cluster.ever("s").size() - 2;
    }

    /** Ends whatever runs or waits in a slot. */
    private static void end(Cluster cluster, int slot, TaskState how) {
        cluster.state(cluster.slot("s", slot).id(), how).run();
    }

    @Test // re-01, re-03
    void aFailedTaskIsReplacedInItsSlot() {
        for (Condition condition : new Condition[] {Condition.ANY, Condition.ON_FAILURE}) {
            var cluster = with(condition, Duration.ZERO);
            var old = cluster.slot("s", 1);
            end(cluster, 1, TaskState.FAILED);
            assertThat(cluster.desired(old.id())).isEqualTo(TaskState.SHUTDOWN);
            assertThat(cluster.slot("s", 1).id()).isNotEqualTo(old.id());
            assertThat(cluster.slot("s", 1).status().state()).isEqualTo(TaskState.RUNNING);
        }
    }

    @Test // re-05
    void aCompletedTaskStaysIfOnlyFailuresAreRestarted() {
        var cluster = with(Condition.ON_FAILURE, Duration.ZERO);
        end(cluster, 2, TaskState.COMPLETE);
        cluster.change(cluster.view().service("s").orElseThrow()).advance(Duration.ofMinutes(1));
        assertThat(replacements(cluster)).isZero();
    }

    @Test // re-07, re-09
    void nothingIsRestartedAgainstThePolicyUntilAnUpdateRenewsIt() {
        var cluster = with(Condition.NONE, Duration.ZERO);
        end(cluster, 1, TaskState.FAILED);
        end(cluster, 2, TaskState.COMPLETE);
        cluster.advance(Duration.ofMinutes(1));
        assertThat(replacements(cluster)).isZero();
        cluster.update("s", spec -> spec.withTask(spec.task().withForceUpdate(1)))
                .advance(Duration.ofMinutes(1));
        assertThat(replacements(cluster)).isEqualTo(2);
        assertThat(cluster.live("s")).hasSize(2);
    }

    @Test
    void theReplacementIsPreparedAtOnceAndStartsAfterTheDelay() {
        var cluster = with(Condition.ANY, Duration.ofSeconds(10));
        end(cluster, 1, TaskState.FAILED);
        assertThat(cluster.slot("s", 1).desired()).isEqualTo(TaskState.READY);
        assertThat(cluster.slot("s", 1).status().state()).isEqualTo(TaskState.READY);
        cluster.advance(Duration.ofMillis(9_999));
        assertThat(cluster.slot("s", 1).desired()).isEqualTo(TaskState.READY);
        cluster.advance(Duration.ofMillis(1));
        assertThat(cluster.slot("s", 1).status().state()).isEqualTo(TaskState.RUNNING);
    }

    @Test // re-11
    void attemptsAreCountedPerSlot() {
        var cluster =
                with(Condition.ANY, Duration.ofMillis(100), 1, Duration.ZERO).obey();
        cluster.run();
        for (int round = 0; round < 2; round++) {
            end(cluster, 1, TaskState.FAILED);
            end(cluster, 2, TaskState.FAILED);
            cluster.advance(Duration.ofMillis(200));
        }
        assertThat(replacements(cluster)).isEqualTo(2);
        cluster.advance(Duration.ofMinutes(10));
        assertThat(replacements(cluster)).isEqualTo(2);
        assertThat(cluster.live("s")).isEmpty();
    }

    @Test // re-13
    void attemptsWithinTheWindowCount() {
        var cluster = with(Condition.ANY, Duration.ofMillis(100), 1, Duration.ofMillis(500))
                .obey();
        cluster.run();
        end(cluster, 1, TaskState.FAILED);
        cluster.advance(Duration.ofMillis(150));
        end(cluster, 1, TaskState.FAILED);
        cluster.advance(Duration.ofSeconds(10));
        assertThat(replacements(cluster)).isEqualTo(1);
    }

    @Test
    void attemptsBeforeTheWindowAreForgotten() {
        var cluster = with(Condition.ANY, Duration.ofMillis(100), 1, Duration.ofMillis(500))
                .obey();
        cluster.run();
        for (int i = 0; i < 3; i++) {
            end(cluster, 1, TaskState.FAILED);
            cluster.advance(Duration.ofSeconds(5));
        }
        assertThat(replacements(cluster)).isEqualTo(3);
    }

    @Test // re-15
    void withoutALimitATaskIsRestartedForEver() {
        var cluster = with(Condition.ANY, Duration.ofSeconds(5));
        for (int i = 0; i < 50; i++) {
            end(cluster, 1, TaskState.FAILED);
            cluster.advance(Duration.ofSeconds(5));
        }
        assertThat(replacements(cluster)).isEqualTo(50);
        assertThat(cluster.tasks("s")).hasSizeLessThanOrEqualTo(6); // history of one slot, and the other slot
    }

    @Test // re-17
    void aFailureWhileHeldBackWaitsForTheDelayThatRuns() {
        var cluster = with(Condition.ANY, Duration.ofSeconds(10));
        end(cluster, 1, TaskState.FAILED);
        cluster.advance(Duration.ofSeconds(4));
        end(cluster, 1, TaskState.REJECTED);
        cluster.advance(Duration.ofMillis(5_999));
        assertThat(replacements(cluster)).isEqualTo(1);
        cluster.advance(Duration.ofMillis(1));
        assertThat(replacements(cluster)).isEqualTo(2);
        assertThat(cluster.slot("s", 1).desired()).isEqualTo(TaskState.READY);
        cluster.advance(Duration.ofSeconds(10));
        assertThat(cluster.slot("s", 1).desired()).isEqualTo(TaskState.RUNNING);
    }

    @Test // re-19
    void aWindowShorterThanTheDelayStillCounts() {
        var cluster = with(Condition.ANY, Duration.ofSeconds(10), 3, Duration.ofSeconds(10))
                .workers(task -> task.slot() == 1 ? failed(task) : task);
        cluster.advance(Duration.ofMinutes(2));
        assertThat(replacements(cluster)).isEqualTo(3);
    }

    private static Task failed(Task task) {
        return task.withStatus(TaskStatus.of(TaskState.FAILED, task.status().at(), "fails at once"));
    }

    @Test // up-07 for restarts: stop timeout
    void theReplacementWaitsForTheOldTaskOnlySoLong() {
        var cluster = with(Condition.ANY, Duration.ZERO, 0, Duration.ZERO).node("n2");
        cluster.run();
        var old = cluster.slot("s", 1);
        cluster.state(old.id(), TaskState.RUNNING);
        cluster.node(old.nodeId().orElseThrow(), Availability.DRAIN).run();
        assertThat(cluster.desired(old.id())).isEqualTo(TaskState.SHUTDOWN);
        assertThat(cluster.slot("s", 1).desired()).isEqualTo(TaskState.READY);
        cluster.advance(Duration.ofMillis(59_999));
        assertThat(cluster.slot("s", 1).desired()).isEqualTo(TaskState.READY);
        cluster.advance(Duration.ofMillis(1));
        assertThat(cluster.slot("s", 1).desired()).isEqualTo(TaskState.RUNNING);
    }
}
