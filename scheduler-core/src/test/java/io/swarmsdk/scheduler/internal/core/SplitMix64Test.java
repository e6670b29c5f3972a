package io.swarmsdk.scheduler.internal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SplitMix64Test {
    @Test
    void givesThePublishedSequence() {
        var random = new SplitMix64(1234567);

        assertThat(random.nextLong()).isEqualTo(6457827717110365317L);
        assertThat(random.nextLong()).isEqualTo(3203168211198807973L);
        assertThat(Long.toUnsignedString(random.nextLong())).isEqualTo("9817491932198370423");
    }

    @Test
    void staysBelowTheBound() {
        var random = new SplitMix64(7);
        var seen = new boolean[10];
        for (int n = 0; n < 1000; n++) {
            seen[(int) random.below(10)] = true;
        }

        assertThat(seen).doesNotContain(false);
        assertThatThrownBy(() -> random.below(0)).hasMessageContaining("bound: 0 (expected: > 0)");
    }
}
