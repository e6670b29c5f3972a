package io.swarmsdk.scheduler.internal.core.dispatch;

import static io.swarmsdk.scheduler.worker.Nouns.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.swarmsdk.model.TaskState;
import io.swarmsdk.scheduler.worker.Nouns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusRuleTest {
    @ParameterizedTest(name = "{0} then {1}: {2}")
    @CsvSource({
        "ASSIGNED, ACCEPTED, true",
        "ASSIGNED, RUNNING, true",
        "RUNNING, FAILED, true",
        "RUNNING, COMPLETE, true",
        "RUNNING, STARTING, false",
        "RUNNING, RUNNING, false",
        "COMPLETE, FAILED, false",
        "FAILED, COMPLETE, false",
        "ORPHANED, SHUTDOWN, false",
        "PENDING, RUNNING, false",
        "RUNNING, ORPHANED, false",
        "RUNNING, REMOVE, false",
        "ASSIGNED, PENDING, false"
    })
    void takesOnlyWhatAnAgentMaySayAndOnlyForward(TaskState stored, TaskState reported, boolean accepted) {
        var task = Nouns.task("t", "n1").withStatus(status(stored));

        assertThat(StatusRule.accepts(task, "n1", status(reported))).isEqualTo(accepted);
    }

    @Test
    void takesNothingFromAnotherNode() {
        assertThat(StatusRule.accepts(Nouns.task("t", "n1"), "n2", status(TaskState.RUNNING)))
                .isFalse();
    }

    @Test
    void takesNewDetailsOfTheSameState() {
        var task = Nouns.task("t", "n1").withStatus(status(TaskState.RUNNING));

        assertThat(StatusRule.accepts(task, "n1", status(TaskState.RUNNING).withError("degraded")))
                .isTrue();
    }
}
