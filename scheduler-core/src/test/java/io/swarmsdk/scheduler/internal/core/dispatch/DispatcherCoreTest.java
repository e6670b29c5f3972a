package io.swarmsdk.scheduler.internal.core.dispatch;

import static io.swarmsdk.scheduler.worker.Nouns.node;
import static io.swarmsdk.scheduler.worker.Nouns.status;
import static io.swarmsdk.scheduler.worker.Nouns.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.swarmsdk.model.NodeState;
import io.swarmsdk.model.NodeStatus;
import io.swarmsdk.model.Task;
import io.swarmsdk.model.TaskState;
import io.swarmsdk.scheduler.AgentMessage;
import io.swarmsdk.scheduler.DispatcherMessage.Complete;
import io.swarmsdk.scheduler.DispatcherMessage.HeartbeatAck;
import io.swarmsdk.scheduler.DispatcherMessage.Increment;
import io.swarmsdk.scheduler.DispatcherMessage.Refused;
import io.swarmsdk.scheduler.DispatcherMessage.ReportAck;
import io.swarmsdk.scheduler.DispatcherMessage.ReportAck.Acknowledged;
import io.swarmsdk.scheduler.DispatcherMessage.SessionOpened;
import io.swarmsdk.scheduler.TaskReport;
import io.swarmsdk.scheduler.worker.Nouns;
import io.swarmsdk.scheduler.worker.TestStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DispatcherCoreTest {
    private static final Duration PERIOD = DispatcherHarness.CONFIG.heartbeatPeriod();

    @Test
    void makesANodeReadyAndTellsItAllItsTasksOnceItRegisters() {
        var waiting = task("t3", "n1").withStatus(status(TaskState.PENDING));
        var swarm = DispatcherHarness.leading(
                new TestStore(node("n1"), node("n2"), task("t1", "n1"), task("t2", "n2"), waiting));

        swarm.register(1, "n1");
        swarm.settle();

        assertThat(swarm.nodeState("n1")).isEqualTo(NodeState.READY);
        assertThat(swarm.sent(1, SessionOpened.class)).hasSize(1);
        assertThat(swarm.sent(1, Complete.class)).singleElement().satisfies(complete -> {
            assertThat(complete.sequence()).isEqualTo(1);
            assertThat(complete.tasks()).extracting(Task::id).containsExactly("t1");
        });
    }

    @Test
    void storesANewDescriptionWithTheRegistrationAndOnRequest() {
        var swarm = DispatcherHarness.leading(new TestStore(node("n1")));
        swarm.turn(core -> {
            core.opened(1);
            core.received(1, new AgentMessage.Register("n1", Nouns.description("renamed")));
        });
        swarm.settle();
        assertThat(swarm.store.view().node("n1").orElseThrow().description().hostname())
                .isEqualTo("renamed");

        swarm.say(1, new AgentMessage.Describe(Nouns.description("again")));
        swarm.settle();
        assertThat(swarm.store.view().node("n1").orElseThrow().description().hostname())
                .isEqualTo("again");
    }

    @Test
    void tellsOnlyWhatConcernsTheNodeInSequence() {
        var swarm = DispatcherHarness.leading(new TestStore(node("n1"), node("n2"), task("t1", "n1")));
        swarm.register(1, "n1");
        swarm.settle();

        swarm.changed(swarm.store.create(task("t2", "n1")));
        swarm.changed(swarm.store.create(task("t9", "n2")));
        swarm.pass(Duration.ZERO);
        swarm.changed(swarm.store.update(swarm.store.task("t1").withDesired(TaskState.SHUTDOWN)));
        swarm.changed(swarm.store.delete(swarm.store.task("t2")));
        swarm.pass(Duration.ZERO);

        assertThat(swarm.sent(1, Increment.class))
                .satisfiesExactly(
                        first -> {
                            assertThat(first.changed()).extracting(Task::id).containsExactly("t2");
                            assertThat(List.of(first.appliesTo(), first.resultsIn()))
                                    .containsExactly(1L, 2L);
                        },
                        second -> {
                            assertThat(second.changed())
                                    .extracting(Task::desired)
                                    .containsExactly(TaskState.SHUTDOWN);
                            assertThat(second.removed()).containsExactly("t2");
                            assertThat(List.of(second.appliesTo(), second.resultsIn()))
                                    .containsExactly(2L, 3L);
                        });
    }

    @Test
    void doesNotEchoStatusesButTellsThatTheStoreTakesATaskForEnded() {
        var swarm = DispatcherHarness.leading(new TestStore(node("n1"), task("t1", "n1")));
        swarm.register(1, "n1");
        swarm.say(1, report("t1", TaskState.RUNNING));
        swarm.settle();
        assertThat(swarm.sent(1, Increment.class)).isEmpty();

        swarm.changed(swarm.store.update(swarm.store.task("t1").withStatus(status(TaskState.REJECTED))));
        swarm.pass(Duration.ZERO);
        assertThat(swarm.sent(1, Increment.class)).hasSize(1);
    }

    @Test
    void comparesAllSessionsWithTheStoreWhenEventsWereMissed() {
        var swarm = DispatcherHarness.leading(new TestStore(node("n1"), task("t1", "n1")));
        swarm.register(1, "n1");
        swarm.settle();

        swarm.store.create(task("t2", "n1"));
        swarm.store.delete(swarm.store.task("t1"));
        swarm.turn(DispatcherCore::resync);

        assertThat(swarm.sent(1, Increment.class)).singleElement().satisfies(increment -> {
            assertThat(increment.changed()).extracting(Task::id).containsExactly("t2");
            assertThat(increment.removed()).containsExactly("t1");
        });
    }

    @Test
    void gathersStatusesIntoOneChangeSetAndAcknowledgesThemOnceStored() {
        var swarm =
                DispatcherHarness.leading(new TestStore(node("n1"), node("n2"), task("t1", "n1"), task("t2", "n2")));
        swarm.register(1, "n1");
        swarm.register(2, "n2");
        swarm.settle();
        int before = swarm.proposed;

        swarm.say(1, report("t1", TaskState.ACCEPTED));
        swarm.say(2, report("t2", TaskState.ACCEPTED));
        swarm.say(1, report("t1", TaskState.RUNNING));
        swarm.pass(DispatcherHarness.CONFIG.statusBatch());
        assertThat(swarm.proposed - before).isEqualTo(1);
        assertThat(swarm.sent(1, ReportAck.class)).isEmpty();
        swarm.applyCommits();

        assertThat(swarm.store.task("t1").status().state()).isEqualTo(TaskState.RUNNING);
        assertThat(swarm.store.task("t2").status().state()).isEqualTo(TaskState.ACCEPTED);
        assertThat(swarm.sent(1, ReportAck.class))
                .containsExactly(new ReportAck(List.of(new Acknowledged("t1", TaskState.RUNNING))));
        assertThat(swarm.sent(2, ReportAck.class)).hasSize(1);
    }

    @Test
    void readsAgainAndRepeatsWhenSomebodyElseChangedATaskMeanwhile() {
        var swarm = DispatcherHarness.leading(new TestStore(node("n1"), task("t1", "n1"), task("t2", "n1")));
        swarm.register(1, "n1");
        swarm.settle();
        swarm.say(1, report("t1", TaskState.RUNNING, "t2", TaskState.RUNNING));
        swarm.pass(DispatcherHarness.CONFIG.statusBatch());

        swarm.changed(swarm.store.update(swarm.store.task("t1").withDesired(TaskState.SHUTDOWN)));
        swarm.changed(swarm.store.delete(swarm.store.task("t2")));
        swarm.settle();

        assertThat(swarm.store.task("t1").status().state()).isEqualTo(TaskState.RUNNING);
        assertThat(swarm.store.task("t1").desired()).isEqualTo(TaskState.SHUTDOWN);
        assertThat(swarm.sent(1, ReportAck.class).stream().flatMap(ack -> ack.tasks().stream()))
                .extracting(Acknowledged::taskId)
                .contains("t1", "t2");
    }

    @Test
    void keepsANewerStatusThatCameWhileAnOlderOneWasUnderWayAndFailed() {
        var swarm = DispatcherHarness.leading(new TestStore(node("n1"), task("t1", "n1")));
        swarm.register(1, "n1");
        swarm.settle();
        swarm.say(1, report("t1", TaskState.RUNNING));
        swarm.pass(DispatcherHarness.CONFIG.statusBatch());
        swarm.say(1, report("t1", TaskState.FAILED));
        swarm.commits.clear();
        swarm.turn(core -> core.commitFailed(swarm.proposed, false));
        swarm.settle();

        assertThat(swarm.store.task("t1").status().state()).isEqualTo(TaskState.FAILED);
    }

    @Test
    void acknowledgesWhatTheStoreWillNeverTakeAtOnce() {
        var swarm = DispatcherHarness.leading(new TestStore(node("n1"), node("n2"), task("t2", "n2")));
        swarm.register(1, "n1");
        swarm.settle();

        swarm.say(1, report("t2", TaskState.FAILED, "gone", TaskState.FAILED));

        assertThat(swarm.sent(1, ReportAck.class)).hasSize(2);
        swarm.settle();
        assertThat(swarm.store.task("t2").status().state()).isEqualTo(TaskState.ASSIGNED);
    }

    @Test
    void takesANodeForDownAfterThreeSilentPeriodsAndBackWhenItRegisters() {
        var swarm = DispatcherHarness.leading(new TestStore(node("n1")));
        swarm.register(1, "n1");
        swarm.settle();
        swarm.pass(PERIOD.multipliedBy(2));
        swarm.say(1, new AgentMessage.Heartbeat(1));
        assertThat(swarm.sent(1, HeartbeatAck.class))
                .allSatisfy(ack -> assertThat(ack.nextPeriod())
                        .isBetween(
                                PERIOD.multipliedBy(9).dividedBy(10),
                                PERIOD.multipliedBy(11).dividedBy(10)));
        swarm.pass(PERIOD.multipliedBy(2));
        swarm.settle();
        assertThat(swarm.nodeState("n1")).isEqualTo(NodeState.READY);

        swarm.pass(PERIOD);
        swarm.settle();
        assertThat(swarm.store.view().node("n1").orElseThrow().status())
                .isEqualTo(new NodeStatus(NodeState.DOWN, "heartbeat failure"));
        assertThat(swarm.closed).containsEntry(1L, "heartbeat failure");

        swarm.register(2, "n1");
        swarm.settle();
        assertThat(swarm.nodeState("n1")).isEqualTo(NodeState.READY);
    }

    @Test
    void aBrokenStreamAloneDoesNotTakeANodeDown() {
        var swarm = DispatcherHarness.leading(new TestStore(node("n1")));
        swarm.register(1, "n1");
        swarm.settle();

        swarm.turn(core -> core.closed(1));
        swarm.pass(PERIOD);
        swarm.register(2, "n1");
        swarm.pass(PERIOD.multipliedBy(2));
        swarm.settle();

        assertThat(swarm.nodeState("n1")).isEqualTo(NodeState.READY);
    }

    @Test
    void givesNodesALongerGraceAfterAChangeOfLeader() {
        var ready = new NodeStatus(NodeState.READY, "");
        var swarm = new DispatcherHarness(new TestStore(
                node("back", ready), node("gone", ready), node("down", new NodeStatus(NodeState.DOWN, "before"))));
        swarm.turn(core -> core.leading(7));
        swarm.settle();
        assertThat(swarm.nodeState("back")).isEqualTo(NodeState.UNKNOWN);
        assertThat(swarm.nodeState("gone")).isEqualTo(NodeState.UNKNOWN);
        assertThat(swarm.nodeState("down")).isEqualTo(NodeState.DOWN);

        swarm.pass(PERIOD.multipliedBy(5));
        swarm.register(1, "back");
        swarm.settle();
        assertThat(swarm.nodeState("gone")).isEqualTo(NodeState.UNKNOWN);
        swarm.pass(PERIOD);
        swarm.settle();

        assertThat(swarm.nodeState("back")).isEqualTo(NodeState.READY);
        assertThat(swarm.nodeState("gone")).isEqualTo(NodeState.DOWN);
    }

    @Test
    void aNewRegistrationEndsTheOlderSession() {
        var swarm = DispatcherHarness.leading(new TestStore(node("n1"), task("t1", "n1")));
        swarm.register(1, "n1");
        swarm.register(2, "n1");
        swarm.settle();

        assertThat(swarm.closed).containsEntry(1L, "the node has registered anew");
        swarm.say(1, report("t1", TaskState.FAILED));
        swarm.settle();
        assertThat(swarm.store.task("t1").status().state()).isEqualTo(TaskState.ASSIGNED);
        assertThat(swarm.core.sessions()).containsExactly("n1");
    }

    @Test
    void refusesAndNamesTheLeaderWhileItDoesNotLead() {
        var swarm = new DispatcherHarness(new TestStore(node("n1")));
        swarm.register(1, "n1");

        assertThat(swarm.sent(1, Refused.class)).containsExactly(new Refused("not the leader", Optional.of("m1")));
        assertThat(swarm.closed).containsKey(1L);
    }

    @Test
    void forgetsEverythingWhenLeadershipIsLost() {
        var swarm = DispatcherHarness.leading(new TestStore(node("n1"), task("t1", "n1")));
        swarm.register(1, "n1");
        swarm.settle();
        swarm.say(1, report("t1", TaskState.RUNNING));
        swarm.turn(DispatcherCore::notLeading);
        swarm.settle();

        assertThat(swarm.sent(1, Refused.class)).hasSize(1);
        assertThat(swarm.store.task("t1").status().state()).isEqualTo(TaskState.ASSIGNED);
        swarm.pass(PERIOD.multipliedBy(10));
        assertThat(swarm.commits).isEmpty();
    }

    @Test
    void refusesUnknownNodesUnlessToldToAdmitThem() {
        var strict = DispatcherHarness.leading(new TestStore());
        strict.register(1, "new");
        assertThat(strict.sent(1, Refused.class)).containsExactly(new Refused("unknown node 'new'", Optional.empty()));

        var open = new DispatcherHarness(
                new TestStore(),
                new DispatcherConfig(PERIOD, 3, 6, Duration.ofMillis(100), Duration.ofHours(24), true));
        open.turn(core -> core.leading(1));
        open.register(1, "new");
        open.settle();
        assertThat(open.nodeState("new")).isEqualTo(NodeState.READY);
    }

    @Test
    void endsTheSessionOfARemovedNode() {
        var swarm = DispatcherHarness.leading(new TestStore(node("n1")));
        swarm.register(1, "n1");
        swarm.settle();

        swarm.changed(swarm.store.delete(swarm.store.view().node("n1").orElseThrow()));
        swarm.pass(Duration.ZERO);

        assertThat(swarm.sent(1, Refused.class)).containsExactly(new Refused("node removed", Optional.empty()));
        swarm.pass(PERIOD.multipliedBy(10));
        assertThat(swarm.commits).isEmpty();
    }

    @Test
    void takesANodeDownAtItsGoodbyeAndStillAcknowledgesItsLastReport() {
        var swarm = DispatcherHarness.leading(new TestStore(node("n1"), task("t1", "n1")));
        swarm.register(1, "n1");
        swarm.settle();
        swarm.turn(core -> {
            core.received(1, report("t1", TaskState.SHUTDOWN));
            core.received(1, new AgentMessage.Goodbye("closed"));
        });
        swarm.applyCommits();

        assertThat(swarm.nodeState("n1")).isEqualTo(NodeState.DOWN);
        assertThat(swarm.store.task("t1").status().state()).isEqualTo(TaskState.SHUTDOWN);
        assertThat(swarm.sent(1, ReportAck.class)).hasSize(1);
    }

    @Test
    void givesUpTheTasksOfANodeThatStaysDown() {
        var swarm = DispatcherHarness.leading(new TestStore(
                node("n1", new NodeStatus(NodeState.DOWN, "before")),
                task("runs", "n1").withStatus(status(TaskState.RUNNING)),
                task("ended", "n1").withStatus(status(TaskState.FAILED))));
        swarm.pass(Duration.ofHours(25));
        swarm.settle();

        assertThat(swarm.store.task("runs").status().state()).isEqualTo(TaskState.ORPHANED);
        assertThat(swarm.store.task("ended").status().state()).isEqualTo(TaskState.FAILED);
    }

    @Test
    void closesStreamsThatDoNotKeepToTheProtocol() {
        var swarm = DispatcherHarness.leading(new TestStore(node("n1")));
        swarm.turn(core -> core.opened(1));
        swarm.say(1, new AgentMessage.Heartbeat(0));
        swarm.register(2, "n1");
        swarm.say(2, new AgentMessage.Heartbeat(99));
        swarm.register(3, "n1");
        swarm.say(3, new AgentMessage.Register("n1", Nouns.description("n1")));
        swarm.turn(core -> core.opened(4));
        swarm.pass(PERIOD.multipliedBy(3));

        assertThat(swarm.closed)
                .containsEntry(1L, "spoke before it registered")
                .containsEntry(2L, "claims sequence 99 of 1")
                .containsEntry(3L, "registered twice")
                .containsEntry(4L, "no registration in time");
    }

    @Test
    void knowsWhenItHasToBeWokenNext() {
        var swarm = DispatcherHarness.leading(new TestStore(node("n1")));
        assertThat(swarm.core.nextDeadlineNanos()).isPresent();
        swarm.turn(DispatcherCore::notLeading);
        assertThat(swarm.core.nextDeadlineNanos()).isEmpty();
    }

    @Test
    void settingsOutOfRangeAreNamed() {
        assertThatThrownBy(() ->
                        new DispatcherConfig(Duration.ZERO, 3, 6, Duration.ofMillis(1), Duration.ofHours(1), false))
                .hasMessage("heartbeatPeriod: PT0S (expected: > 0)");
        assertThatThrownBy(() -> new DispatcherConfig(PERIOD, 1, 6, PERIOD, PERIOD, false))
                .hasMessage("graceMultiplier: 1 (expected: >= 2)");
    }

    private static AgentMessage.Report report(Object... taskAndState) {
        return new AgentMessage.Report(IntStream.range(0, taskAndState.length / 2)
                .mapToObj(n ->
                        new TaskReport((String) taskAndState[2 * n], status((TaskState) taskAndState[2 * n + 1])))
                .toList());
    }
}
