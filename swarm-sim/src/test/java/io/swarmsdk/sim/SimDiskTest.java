package io.swarmsdk.sim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SimDiskTest {
    private final World world = World.seeded(99);
    private final SimDisk disk = new SimDisk(world, "n1");
    private final List<String> told = new ArrayList<>();

    @Test
    void readsWhatWasWrittenAndKeepsItDurableOnlyAfterASync() {
        append("hello");
        assertThat(read()).isEqualTo("hello");
        assertThat(durable()).isEmpty();

        sync("s1");
        assertThat(durable()).as("before time has passed").isEmpty();
        world.runFor(Duration.ofSeconds(1));

        assertThat(durable()).isEqualTo("hello");
        assertThat(told).containsExactly("s1");
    }

    @Test
    void aSyncCoversOnlyWhatCameBeforeIt() {
        append("ab");
        sync("s1");
        append("cd");
        world.runFor(Duration.ofSeconds(1));

        assertThat(durable()).isEqualTo("ab");
        assertThat(read()).isEqualTo("abcd");
    }

    @Test
    void syncsOfOneFileCompleteInOrderAlsoAfterAStall() {
        disk.writeDelay(Duration.ofMillis(1), Duration.ofMillis(100));
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            if (i == 20) {
                disk.stall(Duration.ofSeconds(2));
            }
            append("x");
            sync("s" + i);
            expected.add("s" + i);
            world.runFor(Duration.ofMillis(2));
        }
        assertThat(told).as("during the stall").hasSizeLessThan(20);
        world.runFor(Duration.ofSeconds(5));

        assertThat(told).isEqualTo(expected);
        assertThat(disk.durableSize("log")).isEqualTo(50);
    }

    @Test
    void aStallHoldsBackSyncsUnderWay() {
        append("x");
        sync("s1");
        disk.stall(Duration.ofSeconds(3));

        world.runFor(Duration.ofMillis(2999));
        assertThat(told).isEmpty();
        world.runFor(Duration.ofMillis(2));
        assertThat(told).containsExactly("s1");
    }

    @Test
    void aCrashAlwaysKeepsWhatWasSyncedAndTearsTheRestAnywhere() {
        Set<Integer> lengths = new TreeSet<>();
        for (long seed = 0; seed < 300; seed++) {
            var here = World.seeded(seed);
            var survivor = new SimDisk(here, "n");
            survivor.append("log", "synced".getBytes(UTF_8));
            survivor.sync("log", () -> {}, told::add);
            here.runFor(Duration.ofSeconds(1));
            survivor.append("log", "-one".getBytes(UTF_8));
            survivor.append("log", "-two".getBytes(UTF_8));

            survivor.crash();

            String left = new String(survivor.read("log"), UTF_8);
            assertThat("synced-one-two").as("seed %d", seed).startsWith(left);
            assertThat(left).as("seed %d", seed).startsWith("synced");
            assertThat(survivor.durable("log")).as("what is left is durable").isEqualTo(survivor.read("log"));
            lengths.add(left.length());
        }
        assertThat(lengths).as("all, none, and every cut between").containsExactly(6, 7, 8, 9, 10, 11, 12, 13, 14);
        assertThat(told).isEmpty();
    }

    @Test
    void syncsPendingAtACrashNeverComplete() {
        append("x");
        sync("before");
        disk.crash();
        append("y");
        sync("after");
        world.runFor(Duration.ofSeconds(1));

        assertThat(told).containsExactly("after");
    }

    @Test
    void replacementDeletionAndTruncationHappenWhollyOrNotAtAll() {
        Set<String> outcomes = new TreeSet<>();
        for (long seed = 0; seed < 100; seed++) {
            var here = World.seeded(seed);
            var survivor = new SimDisk(here, "n");
            for (String file : List.of("replaced", "deleted", "cut")) {
                survivor.replace(file, "old!".getBytes(UTF_8));
                survivor.sync(file, () -> {}, told::add);
            }
            here.runFor(Duration.ofSeconds(1));
            survivor.replace("replaced", "brand new".getBytes(UTF_8));
            survivor.delete("deleted");
            survivor.truncate("cut", 1);
            assertThat(survivor.files()).containsExactly("replaced", "cut");

            survivor.crash();

            outcomes.add("replaced=" + new String(survivor.read("replaced"), UTF_8));
            outcomes.add("deleted=" + survivor.exists("deleted"));
            outcomes.add("cut=" + new String(survivor.read("cut"), UTF_8));
        }
        assertThat(outcomes)
                .containsExactly(
                        "cut=o", "cut=old!", "deleted=false", "deleted=true", "replaced=brand new", "replaced=old!");
    }

    @Test
    void aSyncedDeletionStaysDeleted() {
        append("x");
        sync("s1");
        disk.delete("log");
        sync("s2");
        world.runFor(Duration.ofSeconds(1));
        disk.crash();

        assertThat(disk.exists("log")).isFalse();
        assertThat(disk.durable("log")).isEmpty();
    }

    @Test
    void aFailedSyncTellsOnceAndNothingReachesTheMediumAfterIt() {
        append("kept");
        sync("s1");
        world.runFor(Duration.ofSeconds(1));
        append(" lost");
        disk.failNextSync();
        sync("s2");
        world.runFor(Duration.ofSeconds(1));
        append(" later");
        sync("s3");
        world.runFor(Duration.ofSeconds(1));

        assertThat(told).containsExactly("s1", "s2 failed: disk n1: sync of log failed (simulated I/O error)", "s3");
        assertThat(read()).isEqualTo("kept lost later");
        assertThat(durable()).as("the lying success of s3").isEqualTo("kept");
    }

    @Test
    void aKilledProcessLeavesItsBuffersUnsynced() {
        append("x");
        sync("s1");
        disk.kill();
        world.runFor(Duration.ofSeconds(1));

        assertThat(told).isEmpty();
        assertThat(read()).isEqualTo("x");
        assertThat(durable()).isEmpty();
    }

    @Test
    void bitRotShowsInBothImages() {
        append("a");
        sync("s1");
        world.runFor(Duration.ofSeconds(1));
        append("b");

        disk.flipBit("log", 1);

        assertThat(durable()).isEqualTo("c");
        assertThat(read()).isEqualTo("cb");
        assertThatThrownBy(() -> disk.flipBit("log", 8)).hasMessage("bitIndex: 8 (expected: 0 to 7)");
    }

    @Test
    void callersKeepTheirArrays() {
        byte[] bytes = "abc".getBytes(UTF_8);
        disk.append("log", bytes);
        bytes[0] = 'X';
        disk.read("log")[1] = 'Y';

        assertThat(read()).isEqualTo("abc");
    }

    @Test
    void anAbsentFileReadsAsEmpty() {
        assertThat(disk.exists("log")).isFalse();
        assertThat(disk.read("log")).isEmpty();
        disk.append("log", new byte[0]);
        assertThat(disk.exists("log")).isTrue();
        assertThat(disk.size("log")).isZero();
    }

    private void append(String text) {
        disk.append("log", text.getBytes(UTF_8));
    }

    private void sync(String token) {
        disk.sync("log", () -> told.add(token), why -> told.add(token + " failed: " + why));
    }

    private String read() {
        return new String(disk.read("log"), UTF_8);
    }

    private String durable() {
        return new String(disk.durable("log"), UTF_8);
    }
}
