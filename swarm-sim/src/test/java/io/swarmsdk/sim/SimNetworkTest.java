package io.swarmsdk.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SimNetworkTest {
    private final World world = World.seeded(7);
    private final SimNetwork<Integer> network = new SimNetwork<>(world);
    private final List<String> seen = new ArrayList<>();

    @BeforeEach
    void attachThree() {
        for (String name : List.of("a", "b", "c")) {
            attach(name);
        }
    }

    @Test
    void deliversLaterAndNamesTheSender() {
        network.delay(Duration.ofMillis(3), Duration.ofMillis(3));
        network.send("a", "b", 1);
        assertThat(seen).isEmpty();

        world.step();

        assertThat(seen).containsExactly("a>b:1");
        assertThat(world.nowNanos()).isEqualTo(3_000_000);
    }

    @Test
    void aWideDelayReordersUnlessTheLinkKeepsOrder() {
        network.delay(Duration.ZERO, Duration.ofMillis(50));
        List<String> inOrder = IntStream.range(0, 100).mapToObj(i -> "a>b:" + i).toList();

        sendHundred();
        assertThat(seen).containsExactlyInAnyOrderElementsOf(inOrder).isNotEqualTo(inOrder);

        seen.clear();
        network.fifo(true);
        sendHundred();
        assertThat(seen).isEqualTo(inOrder);
    }

    @Test
    void losesAndDuplicatesAboutAsOftenAsToldAndCountsEveryCopy() {
        network.loss(0.2).duplicate(0.1);
        for (int i = 0; i < 10_000; i++) {
            network.send("a", "b", i);
        }
        world.runFor(Duration.ofSeconds(1));

        assertThat(network.sent()).isEqualTo(10_000);
        assertThat(network.duplicated()).isBetween(850L, 1150L);
        assertThat(network.dropped()).isBetween(2000L, 2400L);
        assertThat(network.sent() + network.duplicated()).isEqualTo(network.delivered() + network.dropped());
        assertThat(seen).hasSize((int) network.delivered());
    }

    @Test
    void aPartitionSeparatesGroupsAndLeavesTheUnnamedTogether() {
        attach("d");
        network.partition(List.of("a", "b"));

        sendAllPairs("a", "b", "c", "d");

        assertThat(seen).containsExactlyInAnyOrder("a>b:0", "b>a:0", "c>d:0", "d>c:0");
        assertThat(network.dropped()).isEqualTo(8);
    }

    @Test
    void aNameInTwoGroupsIsABridge() {
        network.partition(List.of("a", "b"), List.of("b", "c"));

        sendAllPairs("a", "b", "c");

        assertThat(seen).containsExactlyInAnyOrder("a>b:0", "b>a:0", "b>c:0", "c>b:0");
    }

    @Test
    void healingEndsPartitionsAndBlocks() {
        network.partition(List.of("a"), List.of("b"));
        network.block("b", "c");
        network.heal();

        sendAllPairs("a", "b", "c");

        assertThat(seen).hasSize(6);
    }

    @Test
    void aBlockCutsOneDirection() {
        network.block("a", "b");
        network.send("a", "b", 1);
        network.send("b", "a", 2);
        world.runFor(Duration.ofSeconds(1));
        assertThat(seen).containsExactly("b>a:2");

        network.unblock("a", "b");
        network.send("a", "b", 3);
        world.runFor(Duration.ofSeconds(1));
        assertThat(seen).containsExactly("b>a:2", "a>b:3");
    }

    @Test
    void aPartitionAlsoStopsWhatIsInFlight() {
        network.send("a", "b", 1);
        network.partition(List.of("a"));
        world.runFor(Duration.ofSeconds(1));

        assertThat(seen).isEmpty();
        assertThat(world.recentTrace()).last().asString().contains("cut off in flight");
    }

    @Test
    void everyNodeCanTalkToItselfInAPartition() {
        network.partition(List.of("a"));
        network.send("a", "a", 1);
        world.runFor(Duration.ofSeconds(1));

        assertThat(seen).containsExactly("a>a:1");
    }

    @Test
    void aDetachedNodeNeitherHearsNorSpeaks() {
        network.detach("b");
        network.send("a", "b", 1);
        network.send("b", "a", 2);
        world.runFor(Duration.ofSeconds(1));

        assertThat(seen).isEmpty();
        assertThat(network.dropped()).isEqualTo(2);
    }

    @Test
    void aDatagramReachesTheSuccessorButAConnectionDiesWithItsEndpoint() {
        network.send("a", "b", 1);
        network.fifo(true);
        network.send("a", "b", 2);
        network.detach("b");
        attach("b");
        network.send("a", "b", 3);
        world.runFor(Duration.ofSeconds(1));

        assertThat(seen).containsExactly("a>b:1", "a>b:3");
    }

    @Test
    void refusesSettingsThatMeanNothing() {
        assertThatThrownBy(() -> network.loss(-0.1)).hasMessage("loss: -0.1 (expected: 0 to 1)");
        assertThatThrownBy(() -> network.delay(Duration.ofMillis(2), Duration.ofMillis(1)))
                .hasMessage("max: PT0.001S (expected: >= min PT0.002S)");
        assertThatThrownBy(() -> attach("a")).hasMessage("name: a (expected: not attached yet)");
    }

    private void attach(String name) {
        network.attach(name, (from, message) -> seen.add(from + ">" + name + ":" + message));
    }

    private void sendHundred() {
        for (int i = 0; i < 100; i++) {
            network.send("a", "b", i);
            world.runFor(Duration.ofMillis(1));
        }
        world.runFor(Duration.ofSeconds(1));
    }

    private void sendAllPairs(String... names) {
        for (String from : names) {
            for (String to : names) {
                if (!from.equals(to)) {
                    network.send(from, to, 0);
                }
            }
        }
        world.runFor(Duration.ofSeconds(1));
    }
}
