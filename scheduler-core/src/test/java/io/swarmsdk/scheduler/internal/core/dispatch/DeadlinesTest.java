package io.swarmsdk.scheduler.internal.core.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeadlinesTest {
    private final Deadlines<String> deadlines = new Deadlines<>();

    @Test
    void comeDueInOrderOfTime() {
        deadlines.set("b", 20);
        deadlines.set("a", 30);
        deadlines.set("c", 10);

        assertThat(deadlines.due(25)).containsExactly("c", "b");
        assertThat(deadlines.due(30)).containsExactly("a");
        assertThat(deadlines.next()).isEmpty();
    }

    @Test
    void canBePutOffBroughtForwardAndCancelled() {
        deadlines.set("later", 10);
        deadlines.set("later", 50);
        deadlines.set("sooner", 50);
        deadlines.set("sooner", 5);
        deadlines.set("never", 1);
        deadlines.cancel("never");

        assertThat(deadlines.due(10)).containsExactly("sooner");
        assertThat(deadlines.due(49)).isEmpty();
        assertThat(deadlines.due(50)).containsExactly("later");
    }

    @Test
    void survivesAClockThatWrapsAround() {
        deadlines.set("before", Long.MAX_VALUE - 1);
        deadlines.set("after", Long.MIN_VALUE + 5);

        assertThat(deadlines.due(Long.MAX_VALUE)).containsExactly("before");
        assertThat(deadlines.due(Long.MIN_VALUE + 5)).containsExactly("after");
    }

    @Test
    void nextIsNeverLaterThanTheEarliest() {
        deadlines.set("a", 10);
        deadlines.set("a", 90);

        assertThat(deadlines.next()).hasValue(10);
        deadlines.due(10);
        assertThat(deadlines.next()).hasValue(90);
    }
}
