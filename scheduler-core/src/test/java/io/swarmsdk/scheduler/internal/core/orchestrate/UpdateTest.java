package io.swarmsdk.scheduler.internal.core.orchestrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmsdk.model.Placement;
import io.swarmsdk.model.RestartPolicy;
import io.swarmsdk.model.RestartPolicy.Condition;
import io.swarmsdk.model.ServiceMode;
import io.swarmsdk.model.ServiceSpec;
import io.swarmsdk.model.Task;
import io.swarmsdk.model.TaskState;
import io.swarmsdk.model.TaskStatus;
import io.swarmsdk.model.UpdateConfig;
import io.swarmsdk.model.UpdateConfig.FailureAction;
import io.swarmsdk.model.UpdateConfig.Order;
import io.swarmsdk.model.UpdateStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Rolling updates and their accounting. The comments name cases of the acceptance suite. */
class UpdateTest {
    private static final Duration MONITOR = Duration.ofMillis(50);

    private final Cluster cluster = new Cluster().node("n1");
    private int fewestRunning = Integer.MAX_VALUE;

    private static UpdateConfig config(int parallelism, long delayMillis, FailureAction action, double ratio) {
        return new UpdateConfig(
                parallelism, Duration.ofMillis(delayMillis), action, Duration.ofMillis(500), ratio, Order.STOP_FIRST);
    }

    private static UpdateConfig ordered(int parallelism, long delayMillis, Order order) {
        return new UpdateConfig(parallelism, Duration.ofMillis(delayMillis), FailureAction.PAUSE, MONITOR, 0, order);
    }

    private static ServiceSpec service(int replicas, Condition condition, UpdateConfig update, UpdateConfig rollback) {
        var spec = ServiceSpec.replicated("s", "v:1", replicas);
        return spec.withTask(
                        spec.task().withRestart(new RestartPolicy(condition, Duration.ofSeconds(5), 0, Duration.ZERO)))
                .withUpdate(update)
                .withRollback(rollback);
    }

    private void running(int replicas, UpdateConfig update) {
        running(service(replicas, Condition.ANY, update, UpdateConfig.DEFAULT));
    }

    private void running(ServiceSpec spec) {
        cluster.service(spec).obey().run();
        assertThat(cluster.live("s")).hasSize(((ServiceMode.Replicated) spec.mode()).replicas());
        assertThat(cluster.updateStates).isEmpty(); // the first roll-out is no update
    }

    private void change(String image) {
        cluster.update("s", spec -> spec.withImage(image)).run();
    }

    private static String image(Task task) {
        return task.spec().container().image();
    }

    private int of(String image) {
        return (int) cluster.live("s").stream()
                .filter(task -> image(task).equals(image))
                .count();
    }

    private int everOf(String image) {
        return (int) cluster.ever("s").stream()
                .filter(task -> image(task).equals(image))
                .count();
    }

    private UpdateStatus status() {
        return cluster.view().service("s").orElseThrow().updateStatus().orElseThrow();
    }

    private Task fail(Task task) {
        return task.withStatus(TaskStatus.of(TaskState.FAILED, cluster.now(), "simulated"));
    }

    private void failing(Predicate<Task> which) {
        cluster.workers(task -> which.test(task) ? fail(task) : task);
    }

    /** Every second task of an image fails, the first one included. */
    private Predicate<Task> everySecondOf(String image) {
        var seen = new TreeSet<String>();
        var failing = new TreeSet<String>();
        return task -> {
            if (image(task).equals(image) && seen.add(task.id()) && seen.size() % 2 == 1) {
                failing.add(task.id());
            }
            return failing.contains(task.id());
        };
    }

    @Test // up-01
    void parallelismZeroIsAllAtOnce() {
        running(3, ordered(0, 0, Order.STOP_FIRST));
        change("v:2");
        assertThat(of("v:2")).isEqualTo(3);
        cluster.advance(MONITOR.plusMillis(1));
        assertThat(cluster.updateStates).containsExactly("UPDATING", "COMPLETED");
        assertThat(status().message()).isEqualTo("update completed");
        assertThat(cluster.ever("s").stream().filter(task -> image(task).equals("v:1")))
                .allMatch(task -> task.desired() == TaskState.SHUTDOWN);
    }

    @Test // up-03
    void slotsAreUpdatedOneByOneWithThePauseBetweenThem() {
        running(3, ordered(1, 10, Order.STOP_FIRST));
        change("v:2");
        assertThat(of("v:2")).isEqualTo(1);
        cluster.advance(Duration.ofMillis(9));
        assertThat(of("v:2")).isEqualTo(1);
        cluster.advance(Duration.ofMillis(1));
        assertThat(of("v:2")).isEqualTo(2);
        cluster.advance(Duration.ofMillis(10));
        assertThat(of("v:2")).isEqualTo(3);
        assertThat(status().state()).isEqualTo(UpdateStatus.State.UPDATING);
        cluster.advance(MONITOR.plusMillis(1));
        assertThat(status().state()).isEqualTo(UpdateStatus.State.COMPLETED);
    }

    @Test // up-05
    void startFirstNeverRunsFewerThanWanted() {
        running(3, ordered(1, 10, Order.START_FIRST));
        cluster.workers(task -> {
            int running = (int) cluster.tasks("s").stream()
                    .filter(other -> other.status().state() == TaskState.RUNNING)
                    .count();
            fewestRunning = Math.min(fewestRunning, running);
            return task;
        });
        change("v:2");
        cluster.advance(Duration.ofSeconds(1));
        assertThat(of("v:2")).isEqualTo(3);
        assertThat(cluster.live("s")).hasSize(3);
        assertThat(fewestRunning).isGreaterThanOrEqualTo(3);
        assertThat(status().state()).isEqualTo(UpdateStatus.State.COMPLETED);
    }

    @Test // up-07
    void stopFirstWaitsForTheOldTaskOnlySoLong() {
        cluster.service(service(1, Condition.ANY, ordered(1, 0, Order.STOP_FIRST), UpdateConfig.DEFAULT));
        cluster.task("stubborn", "s", 1, "n1", TaskState.RUNNING, TaskState.RUNNING)
                .run();
        change("v:2");
        cluster.advance(Duration.ofMillis(59_999));
        assertThat(cluster.only("s").desired()).isEqualTo(TaskState.READY);
        cluster.advance(Duration.ofMillis(1));
        assertThat(cluster.only("s").desired()).isEqualTo(TaskState.RUNNING);
    }

    @Test // up-09, up-13, up-17
    void onlyTaskSpecAndPortsMakeATaskOutdated() {
        running(2, ordered(0, 0, Order.STOP_FIRST));
        cluster.update("s", spec -> spec.withLabels(Map.of("a", "b"))).advance(Duration.ofSeconds(1));
        cluster.update("s", spec -> spec.withMode(new ServiceMode.Replicated(3)))
                .advance(Duration.ofSeconds(1));
        assertThat(cluster.ever("s")).hasSize(3);
        var placement = new Placement(List.of("node.hostname == n1"), List.of(), 0);
        cluster.update("s", spec -> spec.withTask(spec.task().withPlacement(placement)))
                .advance(Duration.ofSeconds(1));
        assertThat(cluster.ever("s")).hasSize(3);
        assertThat(cluster.updateStates).isEmpty();
        cluster.update("s", spec -> spec.withTask(spec.task().withForceUpdate(1)))
                .advance(Duration.ofSeconds(1));
        assertThat(cluster.ever("s")).hasSize(6);
    }

    @Test // up-15
    void aPlacementThatTheNodeDoesNotMeetMakesATaskOutdated() {
        running(1, ordered(0, 0, Order.STOP_FIRST));
        cluster.node("n2");
        var placement = new Placement(List.of("node.hostname == n2"), List.of(), 0);
        cluster.update("s", spec -> spec.withTask(spec.task().withPlacement(placement)))
                .advance(Duration.ofSeconds(1));
        assertThat(cluster.only("s").nodeId()).contains("n2");
    }

    @Test // up-19
    void tooManyFailuresPauseTheUpdate() {
        running(3, config(1, 500, FailureAction.PAUSE, 0));
        failing(task -> image(task).equals("v:2"));
        change("v:2");
        cluster.advance(Duration.ofMinutes(1));
        assertThat(of("v:1")).isEqualTo(2);
        assertThat(of("v:2")).isEqualTo(1);
        assertThat(status().state()).isEqualTo(UpdateStatus.State.PAUSED);
        assertThat(status().message()).startsWith("update paused due to failure or early termination of task ");
    }

    @Test
    void anotherSpecEndsThePause() {
        running(3, config(1, 0, FailureAction.PAUSE, 0));
        failing(task -> image(task).equals("v:2"));
        change("v:2");
        change("v:3");
        cluster.advance(Duration.ofMinutes(1));
        assertThat(of("v:3")).isEqualTo(3);
        assertThat(cluster.updateStates).containsExactly("UPDATING", "PAUSED", "UPDATING", "COMPLETED");
    }

    @Test // up-21
    void anUpdateMayGoOnInSpiteOfFailures() {
        running(3, config(1, 500, FailureAction.CONTINUE, 0));
        failing(task -> image(task).equals("v:3"));
        change("v:3");
        cluster.advance(Duration.ofSeconds(4));
        assertThat(of("v:3")).isEqualTo(3);
        assertThat(status().state()).isEqualTo(UpdateStatus.State.COMPLETED);
    }

    private void updateToFailingHalf(FailureAction rollbackAction) {
        var update = config(1, 10, FailureAction.ROLLBACK, 0.4);
        running(service(4, Condition.NONE, update, config(1, 10, rollbackAction, 0.4)));
        failing(everySecondOf("v:2"));
        change("v:2");
    }

    @Test // up-23, up-25, up-39
    void tooManyFailuresTakeTheServiceBack() {
        for (FailureAction action : FailureAction.values()) {
            var test = new UpdateTest();
            test.updateToFailingHalf(action);
            test.cluster.advance(Duration.ofMinutes(1));
            assertThat(test.everOf("v:2")).isEqualTo(3);
            assertThat(test.everOf("v:1")).isEqualTo(4 + 3);
            assertThat(test.of("v:1")).isEqualTo(4);
            assertThat(test.cluster.updateStates).containsExactly("UPDATING", "ROLLBACK_STARTED", "ROLLBACK_COMPLETED");
            assertThat(test.cluster.view().service("s").orElseThrow().previousSpec())
                    .isEmpty();
        }
    }

    private void rollbackThatFails(FailureAction action) {
        var update = config(1, 10, FailureAction.ROLLBACK, 0);
        running(service(4, Condition.NONE, update, config(1, 10, action, 0)));
        failing(task -> task.specVersion() > 1);
        change("v:2");
        cluster.advance(Duration.ofMinutes(1));
    }

    @Test // up-27
    void aRollbackMayGoOnInSpiteOfFailures() {
        rollbackThatFails(FailureAction.CONTINUE);
        assertThat(cluster.updateStates).containsExactly("UPDATING", "ROLLBACK_STARTED", "ROLLBACK_COMPLETED");
    }

    @Test // notes 1.8, defect 1: a rollback that is to be rolled back pauses, and stays paused
    void aRollbackIsNeverRolledBack() {
        rollbackThatFails(FailureAction.ROLLBACK);
        assertThat(cluster.updateStates).containsExactly("UPDATING", "ROLLBACK_STARTED", "ROLLBACK_PAUSED");
        assertThat(status().message()).startsWith("rollback paused due to failure or early termination of task ");
        cluster.advance(Duration.ofMinutes(10));
        assertThat(status().state()).isEqualTo(UpdateStatus.State.ROLLBACK_PAUSED);
    }

    @Test // up-29
    void theRatioMustBeExceeded() {
        var update = config(1, 0, FailureAction.PAUSE, 0.2);
        running(service(10, Condition.NONE, update, UpdateConfig.DEFAULT));
        var seen = new TreeSet<String>();
        failing(task ->
                image(task).equals("v:2") && (seen.size() < 2 ? seen.add(task.id()) : seen.contains(task.id())));
        change("v:2");
        cluster.advance(Duration.ofMinutes(1));
        assertThat(seen).hasSize(2);
        assertThat(status().state()).isEqualTo(UpdateStatus.State.COMPLETED);
    }

    @Test // up-31
    void aFailureAfterTheMonitorTimeDoesNotCount() {
        running(2, config(1, 0, FailureAction.PAUSE, 0));
        change("v:2");
        cluster.advance(Duration.ofMillis(400));
        assertThat(status().state()).isEqualTo(UpdateStatus.State.UPDATING);
        cluster.advance(Duration.ofMillis(101));
        cluster.state(cluster.slot("s", 1).id(), TaskState.FAILED).advance(Duration.ofSeconds(10));
        assertThat(status().state()).isEqualTo(UpdateStatus.State.COMPLETED);
    }

    @Test
    void aFailureWithinTheMonitorTimeOfTheLastTaskCounts() {
        running(2, config(1, 0, FailureAction.PAUSE, 0));
        change("v:2");
        cluster.advance(Duration.ofMillis(400));
        cluster.state(cluster.slot("s", 2).id(), TaskState.COMPLETE).run();
        assertThat(status().state()).isEqualTo(UpdateStatus.State.PAUSED);
    }

    @Test // up-33
    void aNewerSpecEndsTheUpdateBefore() {
        running(3, ordered(1, 10_000, Order.STOP_FIRST));
        change("v:2");
        assertThat(of("v:2")).isEqualTo(1);
        change("v:3");
        cluster.advance(Duration.ofMinutes(1));
        assertThat(of("v:3")).isEqualTo(3);
        assertThat(everOf("v:2")).isEqualTo(1);
    }

    @Test // up-35
    void aHalfDoneSlotIsFinishedWithTheTaskThatIsThere() {
        var spec = service(1, Condition.ANY, ordered(1, 0, Order.STOP_FIRST), UpdateConfig.DEFAULT);
        cluster.service(spec).task("a", "s", 1, "n1", TaskState.RUNNING, TaskState.RUNNING);
        cluster.later(Duration.ofSeconds(1)).update("s", old -> old.withImage("v:2"));
        cluster.task("b", "s", 1, "n1", TaskState.READY, TaskState.READY).obey().run();
        assertThat(cluster.desired("a")).isEqualTo(TaskState.SHUTDOWN);
        assertThat(cluster.desired("b")).isEqualTo(TaskState.RUNNING);
        assertThat(cluster.ever("s")).hasSize(2);
    }

    @Test
    void aSlotThatIsScaledAwayLeavesTheUpdate() {
        running(3, ordered(1, 1_000, Order.STOP_FIRST));
        change("v:2");
        cluster.update("s", spec -> spec.withMode(new ServiceMode.Replicated(1)))
                .advance(Duration.ofMinutes(1));
        assertThat(of("v:2")).isEqualTo(1);
        assertThat(cluster.live("s")).hasSize(1);
        assertThat(status().state()).isEqualTo(UpdateStatus.State.COMPLETED);
    }

    @Test // lc-17
    void aNewLeaderFinishesAnUpdateThatIsDone() {
        running(2, ordered(0, 0, Order.STOP_FIRST));
        change("v:2");
        assertThat(status().state()).isEqualTo(UpdateStatus.State.UPDATING);
        cluster.changeLeader();
        assertThat(status().state()).isEqualTo(UpdateStatus.State.COMPLETED);
    }

    @Test
    void aNewLeaderGoesOnWithAnUpdateAndStaysPausedIfItWas() {
        running(3, config(1, 10_000, FailureAction.PAUSE, 0));
        change("v:2");
        cluster.changeLeader().advance(Duration.ofMinutes(1));
        assertThat(of("v:2")).isEqualTo(3);
        assertThat(cluster.updateStates).containsExactly("UPDATING", "COMPLETED");
        failing(task -> image(task).equals("v:3"));
        change("v:3");
        cluster.changeLeader().advance(Duration.ofMinutes(1));
        assertThat(status().state()).isEqualTo(UpdateStatus.State.PAUSED);
        assertThat(of("v:2")).isEqualTo(2);
    }
}
