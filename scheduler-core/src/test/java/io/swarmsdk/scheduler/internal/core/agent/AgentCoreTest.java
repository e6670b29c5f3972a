package io.swarmsdk.scheduler.internal.core.agent;

import static io.swarmsdk.scheduler.worker.Nouns.status;
import static io.swarmsdk.scheduler.worker.Nouns.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.swarmsdk.model.Task;
import io.swarmsdk.model.TaskState;
import io.swarmsdk.scheduler.AgentMessage;
import io.swarmsdk.scheduler.DispatcherMessage.Complete;
import io.swarmsdk.scheduler.DispatcherMessage.HeartbeatAck;
import io.swarmsdk.scheduler.DispatcherMessage.Increment;
import io.swarmsdk.scheduler.DispatcherMessage.Refused;
import io.swarmsdk.scheduler.DispatcherMessage.ReportAck;
import io.swarmsdk.scheduler.DispatcherMessage.ReportAck.Acknowledged;
import io.swarmsdk.scheduler.spi.Started;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AgentCoreTest {
    @Nested
    class ATask {
        @Test
        void isPreparedStartedAndReportedUntilItRuns() {
            var agent = AgentHarness.withTasks(task("t1", "n1"));
            assertThat(agent.status("t1").state()).isEqualTo(TaskState.PREPARING);
            agent.run("t1");

            assertThat(agent.effects).contains("prepare t1", "start t1");
            assertThat(agent.status("t1").state()).isEqualTo(TaskState.RUNNING);
        }

        @Test
        void waitsPreparedUntilItIsDesiredToRun() {
            var held = task("t1", "n1").withDesired(TaskState.READY);
            var agent = AgentHarness.withTasks(held);
            agent.turn(core -> core.prepared("t1"));
            assertThat(agent.status("t1").state()).isEqualTo(TaskState.READY);
            assertThat(agent.effects).doesNotContain("start t1");

            agent.hear(change(1, held.withDesired(TaskState.RUNNING)));
            assertThat(agent.effects).contains("start t1");
        }

        @Test
        void isCompleteWithExitCodeZeroAndFailedWithAnother() {
            var agent = AgentHarness.withTasks(task("t1", "n1"), task("t2", "n1"));
            agent.run("t1");
            agent.run("t2");
            agent.turn(core -> core.exited("t1", 0, Optional.empty()));
            agent.turn(core -> core.exited("t2", 3, Optional.of("no disk")));

            assertThat(agent.status("t1").state()).isEqualTo(TaskState.COMPLETE);
            assertThat(agent.status("t2").state()).isEqualTo(TaskState.FAILED);
            assertThat(agent.status("t2").error()).contains("exit code 3: no disk");
            assertThat(agent.status("t2").exitCode()).isEqualTo(OptionalInt.of(3));
        }

        @Test
        void mayEndBeforeItsStartReturns() {
            var agent = AgentHarness.withTasks(task("t1", "n1"));
            agent.turn(core -> core.prepared("t1"));
            agent.turn(core -> core.exited("t1", 0, Optional.empty()));
            agent.turn(core -> core.started("t1", Started.withoutPorts()));

            assertThat(agent.status("t1").state()).isEqualTo(TaskState.COMPLETE);
        }

        @Test
        void isRejectedWhenItCannotBePreparedAndFailedWhenItCannotBeStarted() {
            var agent = AgentHarness.withTasks(task("t1", "n1"), task("t2", "n1"));
            agent.turn(core -> core.stepFailed("t1", true, "unknown image 'x'"));
            agent.turn(core -> core.prepared("t2"));
            agent.turn(core -> core.stepFailed("t2", false, "no such program"));

            assertThat(agent.status("t1").state()).isEqualTo(TaskState.REJECTED);
            assertThat(agent.status("t1").error()).contains("unknown image 'x'");
            assertThat(agent.status("t2").state()).isEqualTo(TaskState.FAILED);
        }

        @Test
        void isStoppedWithItsGraceAndIsShutDownHoweverItEnds() {
            var agent = AgentHarness.withTasks(task("t1", "n1"));
            agent.run("t1");
            agent.hear(change(1, task("t1", "n1").withDesired(TaskState.SHUTDOWN)));
            assertThat(agent.effects).contains("stop t1 PT10S");
            agent.turn(core -> core.exited("t1", 143, Optional.empty()));

            assertThat(agent.status("t1").state()).isEqualTo(TaskState.SHUTDOWN);
            assertThat(agent.status("t1").exitCode()).isEqualTo(OptionalInt.of(143));
        }

        @Test
        void isStoppedWhileItIsPreparedWithoutEverStarting() {
            var agent = AgentHarness.withTasks(task("t1", "n1"));
            agent.hear(change(1, task("t1", "n1").withDesired(TaskState.REMOVE)));
            agent.turn(core -> core.prepared("t1"));
            agent.turn(core -> core.stopped("t1", Optional.empty()));

            assertThat(agent.effects).contains("stop t1 PT10S").doesNotContain("start t1");
            assertThat(agent.status("t1").state()).isEqualTo(TaskState.SHUTDOWN);
        }

        @Test
        void isNeverMadeToRunAgainByAnOlderWish() {
            var agent = AgentHarness.withTasks(task("t1", "n1").withDesired(TaskState.SHUTDOWN));
            agent.hear(change(1, task("t1", "n1")));

            assertThat(agent.status("t1").state()).isEqualTo(TaskState.SHUTDOWN);
            assertThat(agent.effects).doesNotContain("prepare t1");
        }

        @Test
        void isStoppedWhenTheStoreTakesItForEnded() {
            var agent = AgentHarness.withTasks(task("t1", "n1"));
            agent.run("t1");
            agent.hear(change(1, task("t1", "n1").withStatus(status(TaskState.ORPHANED))));

            assertThat(agent.effects).contains("stop t1 PT10S");
        }

        @Test
        void isStoppedRemovedAndForgottenWhenItIsNoLongerAssigned() {
            var agent = AgentHarness.withTasks(task("t1", "n1"));
            agent.run("t1");
            agent.hear(new Increment(List.of(), List.of("t1"), 1, 2));
            agent.turn(core -> core.exited("t1", 143, Optional.empty()));
            assertThat(agent.effects).doesNotContain("remove t1");
            agent.turn(core -> core.stopped("t1", Optional.empty()));
            agent.turn(core -> core.removed("t1"));

            assertThat(agent.effects).containsSubsequence("stop t1 PT10S", "remove t1", "gone t1");
            assertThat(agent.core.tasks()).isEmpty();
        }

        @Test
        void thatComesBackWhileItIsRemovedIsKept() {
            var agent = AgentHarness.withTasks(task("t1", "n1"));
            agent.run("t1");
            agent.turn(core -> core.exited("t1", 1, Optional.empty()));
            agent.hear(new Increment(List.of(), List.of("t1"), 1, 2));
            agent.hear(new Increment(List.of(task("t1", "n1")), List.of(), 2, 3));
            agent.turn(core -> core.removed("t1"));

            assertThat(agent.status("t1").state()).isEqualTo(TaskState.FAILED);
        }

        private Increment change(long appliesTo, Task task) {
            return new Increment(List.of(task), List.of(), appliesTo, appliesTo + 1);
        }
    }

    @Nested
    class ASession {
        @Test
        void beginsWithTheRegistration() {
            var agent = AgentHarness.withTasks();

            assertThat(agent.said).first().isInstanceOf(AgentMessage.Register.class);
            assertThat(agent.core.sessionId()).contains("s1");
        }

        @Test
        void isTriedAgainWithAGrowingRandomDelayUpToTheLimit() {
            var agent = new AgentHarness();
            agent.turn(core -> {});
            var waits = new ArrayList<Duration>();
            for (int n = 0; n < 12; n++) {
                agent.turn(core -> core.linkClosed(agent.attempt, "no route"));
                long before = agent.attempt;
                var waited = Duration.ZERO;
                while (agent.attempt == before) {
                    agent.pass(Duration.ofMillis(10));
                    waited = waited.plusMillis(10);
                }
                waits.add(waited);
            }

            assertThat(waits.get(0)).isLessThanOrEqualTo(Duration.ofMillis(110));
            assertThat(waits).allMatch(wait -> wait.compareTo(Duration.ofMillis(8010)) <= 0);
            assertThat(waits).anyMatch(wait -> wait.compareTo(Duration.ofSeconds(1)) > 0);
        }

        @Test
        void isOpenedAnewWhenAnIncrementWasMissed() {
            var agent = AgentHarness.withTasks(task("t1", "n1"));
            agent.run("t1");
            agent.hear(new Increment(List.of(), List.of("t1"), 2, 3));

            assertThat(agent.effects).contains("disconnect", "lost: missed assignments: have 1, got 2");
            assertThat(agent.status("t1").state()).isEqualTo(TaskState.RUNNING);
        }

        @Test
        void isGivenUpWhenTheDispatcherIsSilentWhileTasksRunOn() {
            var agent = AgentHarness.withTasks(task("t1", "n1"));
            agent.run("t1");
            agent.pass(Duration.ofSeconds(5));
            assertThat(agent.said).contains(new AgentMessage.Heartbeat(1));
            agent.hear(new HeartbeatAck(Duration.ofSeconds(5)));
            agent.pass(Duration.ofSeconds(14));
            assertThat(agent.core.sessionId()).isPresent();
            agent.pass(Duration.ofSeconds(1));

            assertThat(agent.effects).contains("lost: the dispatcher is silent");
            assertThat(agent.status("t1").state()).isEqualTo(TaskState.RUNNING);
        }

        @Test
        void isSoughtElsewhereSoonAfterARefusalWithAHint() {
            var agent = new AgentHarness();
            agent.turn(core -> {});
            for (int n = 0; n < 8; n++) {
                agent.turn(core -> core.linkClosed(agent.attempt, "no route"));
                agent.pass(Duration.ofSeconds(8));
            }
            agent.turn(core -> core.linkOpened(agent.attempt));
            agent.hear(new Refused("not the leader", Optional.of("m2")));
            long refused = agent.attempt;
            agent.pass(Duration.ofMillis(101));

            assertThat(agent.attempt).isEqualTo(refused + 1);
        }

        @Test
        void endsTasksThatItsCompleteListDoesNotName() {
            var agent = AgentHarness.withTasks(task("t1", "n1"), task("t2", "n1"));
            agent.run("t1");
            agent.run("t2");
            agent.turn(core -> core.linkClosed(agent.attempt, "reset"));
            agent.pass(Duration.ofSeconds(8));
            agent.openSession(task("t2", "n1"));

            assertThat(agent.effects).contains("stop t1 PT10S").doesNotContain("stop t2 PT10S");
        }

        @Test
        void ignoresWhatAnOlderLinkStillSays() {
            var agent = AgentHarness.withTasks(task("t1", "n1"));
            agent.turn(core -> core.received(agent.attempt - 1, new Complete(List.of(), 1)));
            agent.turn(core -> core.linkClosed(agent.attempt - 1, "late"));

            assertThat(agent.core.sessionId()).isPresent();
        }
    }

    @Nested
    class AReport {
        @Test
        void waitsForTheOneBeforeAndThenHoldsOnlyTheLatest() {
            var agent = AgentHarness.withTasks(task("t1", "n1"));
            assertThat(agent.lastReport()).containsExactly("t1 PREPARING");
            int before = agent.said.size();
            agent.run("t1");
            assertThat(agent.said).hasSize(before);

            agent.hear(ack("t1", TaskState.PREPARING));
            assertThat(agent.lastReport()).containsExactly("t1 RUNNING");
            agent.hear(ack("t1", TaskState.RUNNING));
            assertThat(agent.said).hasSize(before + 1);
        }

        @Test
        void isRepeatedUntilItIsAcknowledged() {
            var agent = AgentHarness.withTasks(task("t1", "n1"));
            int before = agent.said.size();
            agent.pass(Duration.ofSeconds(5));

            assertThat(agent.said.subList(before, agent.said.size())).anyMatch(AgentMessage.Report.class::isInstance);
        }

        @Test
        void tellsANewSessionEverythingTheStoreDoesNotHave() {
            var agent = AgentHarness.withTasks(task("t1", "n1"), task("t2", "n1"));
            agent.run("t1");
            agent.run("t2");
            agent.turn(core -> core.exited("t2", 1, Optional.empty()));
            agent.hear(ack("t2", TaskState.FAILED));
            agent.turn(core -> core.linkClosed(agent.attempt, "reset"));
            agent.pass(Duration.ofSeconds(8));
            agent.openSession(task("t1", "n1"), task("t2", "n1").withStatus(status(TaskState.FAILED)));

            assertThat(agent.lastReport()).containsExactly("t1 RUNNING");
        }

        private ReportAck ack(String taskId, TaskState state) {
            return new ReportAck(List.of(new Acknowledged(taskId, state)));
        }
    }

    @Nested
    class ASuccessor {
        @Test
        void reportsWhatRanAsFailedAndWhatHadEndedAsItEnded() {
            var agent = new AgentHarness(entry("ran", TaskState.RUNNING), entry("done", TaskState.COMPLETE));
            agent.openSession(
                    task("ran", "n1").withStatus(status(TaskState.RUNNING)),
                    task("done", "n1").withStatus(status(TaskState.RUNNING)));

            assertThat(agent.lastReport()).containsExactly("done COMPLETE", "ran FAILED");
            assertThat(agent.status("ran").error()).contains("the agent was restarted while the task ran");
            assertThat(agent.effects).doesNotContain("prepare ran", "prepare done");
        }

        @Test
        void beginsAnewWhatHadNotBeenStarted() {
            var agent = new AgentHarness(entry("t1", TaskState.PREPARING));
            agent.openSession(task("t1", "n1").withStatus(status(TaskState.PREPARING)));

            assertThat(agent.effects).contains("prepare t1");
        }

        @Test
        void removesWhatNobodyAsksForAnyMore() {
            var agent = new AgentHarness(entry("old", TaskState.RUNNING));
            agent.openSession();
            assertThat(agent.effects).contains("remove old");
            assertThat(agent.core.journal()).hasSize(1);
            agent.turn(core -> core.removed("old"));
            assertThat(agent.core.journal()).isEmpty();
        }

        @Test
        void doesNotRunATaskTwiceWhenTheJournalIsGone() {
            var agent = AgentHarness.withTasks(task("t1", "n1").withStatus(status(TaskState.RUNNING)));

            assertThat(agent.lastReport()).containsExactly("t1 FAILED");
        }

        private JournalEntry entry(String taskId, TaskState state) {
            return new JournalEntry(taskId, status(state), Optional.empty());
        }
    }

    @Nested
    class TheJournal {
        @Test
        void mustBeWrittenBeforeAStartAndWithTheProcess() {
            var agent = AgentHarness.withTasks(task("t1", "n1"));
            long before = agent.core.journalRevision();
            agent.turn(core -> core.prepared("t1"));
            assertThat(agent.core.journalRevision()).isGreaterThan(before);
            assertThat(agent.core.journal().get(0).status().state()).isEqualTo(TaskState.STARTING);

            agent.turn(core -> core.processStarted("t1", 4711, Optional.empty()));
            assertThat(agent.core.journal().get(0).status().pid()).hasValue(4711);
        }
    }

    @Nested
    class Closing {
        @Test
        void stopsTasksReportsTheirEndsAndSaysGoodbye() {
            var agent = AgentHarness.withTasks(task("t1", "n1"));
            agent.run("t1");
            agent.turn(AgentCore::close);
            assertThat(agent.effects).contains("stop t1 PT10S").doesNotContain("closed");
            agent.turn(core -> core.exited("t1", 143, Optional.empty()));
            agent.turn(core -> core.stopped("t1", Optional.empty()));

            assertThat(agent.lastReport()).containsExactly("t1 SHUTDOWN");
            assertThat(agent.said).last().isInstanceOf(AgentMessage.Goodbye.class);
            assertThat(agent.effects).doesNotContain("closed");
            agent.hear(new ReportAck(List.of(new Acknowledged("t1", TaskState.SHUTDOWN))));
            assertThat(agent.effects).endsWith("disconnect", "lost: closed", "closed");
        }

        @Test
        void doesNotWaitForeverForTheLastAcknowledgement() {
            var agent = AgentHarness.withTasks(task("t1", "n1").withDesired(TaskState.SHUTDOWN));
            agent.turn(AgentCore::close);
            agent.pass(Duration.ofSeconds(3));

            assertThat(agent.effects).contains("closed");
        }

        @Test
        void needsNoSession() {
            var agent = new AgentHarness();
            agent.turn(AgentCore::close);

            assertThat(agent.effects).containsExactly("closed");
            assertThat(agent.core.nextDeadlineNanos()).isEmpty();
        }

        @Test
        void leavesTasksAloneWhenToldSo() {
            var config =
                    new AgentConfig("n1", Duration.ofMillis(1), Duration.ofSeconds(1), Duration.ofSeconds(1), true);
            var agent = new AgentHarness(config);
            agent.openSession(task("t1", "n1"));
            agent.run("t1");
            agent.turn(AgentCore::close);

            assertThat(agent.effects).contains("closed").doesNotContain("stop t1 PT10S");
        }
    }

    @Test
    void settingsOutOfRangeAreNamed() {
        assertThatThrownBy(() -> AgentConfig.defaults(" ")).hasMessage("nodeId: ' ' (expected: not blank)");
        assertThatThrownBy(() -> new AgentConfig(
                        "n1", Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ofSeconds(1), false))
                .hasMessage("maxBackoff: PT1S (expected: >= minBackoff PT2S)");
    }
}
