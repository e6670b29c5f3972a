package io.swarmsdk.scheduler.internal.core.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PlanPartsTest {
    @Test
    void idsAreTheSameOnEveryMachine() {
        var ids = new IdSource(42);
        assertThat(ids.next()).isEqualTo("iqdr5pthpqyf96mtjgf1le7b9");
        assertThat(ids.next()).isEqualTo("imawk4pfda4ohaokye4bsxn23");
        assertThat(new IdSource(43).next()).matches("[0-9a-z]{25}").isNotEqualTo("iqdr5pthpqyf96mtjgf1le7b9");
    }

    @Test
    void aKeyWakesOnceAtItsEarliestTime() {
        var wakeups = new Wakeups<String>();
        wakeups.at(30, "b");
        wakeups.at(20, "a");
        wakeups.at(10, "b");
        wakeups.at(40, "a");
        assertThat(wakeups.next()).isEqualTo(OptionalLong.of(10));
        var due = new ArrayList<String>();
        wakeups.takeDue(19, due::add);
        assertThat(due).containsExactly("b");
        wakeups.takeDue(100, due::add);
        assertThat(due).containsExactly("b", "a");
        assertThat(wakeups.next()).isEmpty();
    }

    @Test
    void settingsOutOfRangeAreNamed() {
        assertThatThrownBy(() -> ControlConfig.DEFAULT.withTaskHistory(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("taskHistory: 0 (expected: >= 1)");
        assertThatThrownBy(() -> ControlConfig.DEFAULT.withStopTimeout(Duration.ofSeconds(-1)))
                .hasMessage("stopTimeout: PT-1S (expected: >= 0)");
    }
}
