package io.swarmsdk.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SimRandomTest {

    @Test
    void drawsThePublishedValuesOfSplitMix64() {
        assertThat(draw(new SimRandom(0), 3))
                .containsExactly(0xE220A8397B1DCDAFL, 0x6E789E6AA1B965F4L, 0x06C45D188009454FL);
        assertThat(draw(new SimRandom(1234567), 5))
                .containsExactly(
                        6457827717110365317L,
                        3203168211198807973L,
                        Long.parseUnsignedLong("9817491932198370423"),
                        4593380528125082431L,
                        Long.parseUnsignedLong("16408922859458223821"));
    }

    @Test
    void derivedDrawsNeverChangeFromReleaseToRelease() {
        var random = new SimRandom(42);

        assertThat(IntStream.range(0, 8).map(i -> random.nextInt(100)).boxed().toList())
                .containsExactly(6, 45, 29, 82, 25, 31, 62, 54);
        assertThat(random.nextLong(-5, 1_000_000_000_000L)).isEqualTo(438790564447L);
        assertThat(random.nextDouble()).isEqualTo(0.6184820663561348);
        assertThat(random.shuffled(List.of("a", "b", "c", "d", "e"))).containsExactly("a", "c", "b", "e", "d");
        assertThat(random.fork().nextLong()).isEqualTo(-6088902863593563445L);
    }

    @Test
    void staysWithinItsBoundsAndReachesBoth() {
        var random = new SimRandom(7);

        assertThat(IntStream.range(0, 1000)
                        .map(i -> random.nextInt(3))
                        .distinct()
                        .sorted())
                .containsExactly(0, 1, 2);
        assertThat(LongStream.range(0, 1000)
                        .map(i -> random.nextLong(-2, 1))
                        .distinct()
                        .sorted())
                .containsExactly(-2L, -1L, 0L);
        assertThat(LongStream.range(0, 1000).map(i -> random.nextLong(Long.MIN_VALUE, Long.MAX_VALUE)))
                .anyMatch(value -> value < Long.MIN_VALUE / 2)
                .anyMatch(value -> value > Long.MAX_VALUE / 2);
        assertThat(random.nextLong(Long.MAX_VALUE - 1, Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE - 1);
    }

    @Test
    void isUniformEnoughForAnOddBound() {
        var random = new SimRandom(11);
        int[] hits = new int[7];
        for (int i = 0; i < 70_000; i++) {
            hits[random.nextInt(7)]++;
        }
        assertThat(hits).satisfies(counts -> assertThat(IntStream.of(counts)).allMatch(n -> n > 9_600 && n < 10_400));
    }

    @Test
    void chanceIsNeverAtZeroAlwaysAtOneAndCostsOneDrawEachTime() {
        var random = new SimRandom(3);
        var reference = new SimRandom(3);

        for (int i = 0; i < 100; i++) {
            assertThat(random.chance(0)).isFalse();
            assertThat(random.chance(1)).isTrue();
            reference.nextLong();
            reference.nextLong();
        }

        assertThat(random.nextLong()).isEqualTo(reference.nextLong());
    }

    @Test
    void aForkGoesItsOwnWay() {
        var parent = new SimRandom(5);
        SimRandom child = parent.fork();
        List<Long> before = draw(child, 3);

        assertThat(draw(parent, 3)).doesNotContainAnyElementsOf(before);
    }

    @Test
    void shufflingKeepsTheElementsAndTheOriginal() {
        List<Integer> cards = IntStream.range(0, 52).boxed().toList();
        List<Integer> shuffled = new SimRandom(1).shuffled(cards);

        assertThat(shuffled).containsExactlyInAnyOrderElementsOf(cards).isNotEqualTo(cards);
        assertThat(new SimRandom(1).pick(List.of("only"))).isEqualTo("only");
    }

    @Test
    void refusesWhatCannotBeDrawn() {
        var random = new SimRandom(0);

        assertThatThrownBy(() -> random.nextInt(0)).hasMessage("bound: 0 (expected: > 0)");
        assertThatThrownBy(() -> random.nextLong(4, 4)).hasMessage("bound: 4 (expected: > origin 4)");
        assertThatThrownBy(() -> random.chance(1.5)).hasMessage("probability: 1.5 (expected: 0 to 1)");
        assertThatThrownBy(() -> random.chance(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> random.pick(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<Long> draw(SimRandom random, int count) {
        List<Long> out = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            out.add(random.nextLong());
        }
        return out;
    }
}
