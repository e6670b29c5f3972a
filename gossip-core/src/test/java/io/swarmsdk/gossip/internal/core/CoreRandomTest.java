package io.swarmsdk.gossip.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CoreRandomTest {

    @Test
    void givesTheGoldenValuesOfSplitMix64() {
        CoreRandom random = new CoreRandom(0);
        assertThat(random.nextLong()).isEqualTo(0xe220a8397b1dcdafL);
        assertThat(random.nextLong()).isEqualTo(0x6e789e6aa1b965f4L);
        assertThat(random.nextLong()).isEqualTo(0x06c45d188009454fL);
    }

    @Test
    void shufflesAlikeOnEveryMachine() {
        List<Integer> list = new ArrayList<>(List.of(1, 2, 3, 4, 5, 6, 7, 8));
        new CoreRandom(42).shuffle(list);
        assertThat(list).containsExactly(5, 4, 3, 1, 8, 7, 2, 6);
    }

    @Test
    void staysBelowTheBound() {
        CoreRandom random = new CoreRandom(7);
        for (int i = 0; i < 10_000; i++) {
            assertThat(random.nextInt(3)).isBetween(0, 2);
        }
    }
}
