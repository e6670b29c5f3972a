package io.swarmsdk.raft;

import static io.swarmsdk.raft.RaftNodeTest.failureOf;
import static io.swarmsdk.raft.TestCluster.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.swarmsdk.raft.RaftException.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes with real sockets, disks and threads in one JVM. */
class RaftClusterIT {
    @TempDir
    Path directory;

    private TestCluster cluster;

    @BeforeEach
    void start() {
        cluster = new TestCluster(directory);
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void electsALeaderAndAppliesTheSameCommandsEverywhere() {
        String leader = cluster.startAll().leaderAmong(TestCluster.IDS);
        List<String> commands = numbered("c", 2_000);

        cluster.proposeAll(leader, commands);

        cluster.awaitSameCommands(commands.size());
        TestCluster.IDS.forEach(
                id -> assertThat(cluster.machine(id).commands()).as(id).isEqualTo(commands));
        assertThat(cluster.node(leader).status().counters().diskWrites()).isLessThan(commands.size());
    }

    @Test
    void aFollowerNamesTheLeader() {
        String leader = cluster.startAll().leaderAmong(TestCluster.IDS);
        String follower = cluster.others(leader).get(0);
        await().atMost(PATIENCE)
                .until(() -> cluster.node(follower).status().leader().isPresent());

        assertThat(failureOf(cluster.propose(follower, "x", PATIENCE)))
                .isInstanceOfSatisfying(NotLeaderException.class, e -> {
                    assertThat(e.leaderHint()).contains(leader);
                    assertThat(e.outcome()).isEqualTo(Outcome.NOT_APPLIED);
                });
        assertThat(failureOf(cluster.node(follower).read(ReadMode.LINEARIZABLE, PATIENCE)))
                .isInstanceOf(NotLeaderException.class);
    }

    @Test
    void anotherNodeTakesOverAndTheOldLeaderCatchesUpAfterItsRestart() {
        String first = cluster.startAll().leaderAmong(TestCluster.IDS);
        cluster.proposeAll(first, numbered("before", 100));
        cluster.stop(first);

        String second = cluster.leaderAmong(cluster.others(first));
        cluster.proposeAll(second, numbered("without", 3_000));
        cluster.start(first);

        cluster.awaitSameCommands(3_100);
        assertThat(cluster.machine(first).commands())
                .isEqualTo(cluster.machine(second).commands());
        assertThat(cluster.machine(second).termsCaughtUp()).isNotEmpty();
    }

    @Test
    void allNodesStartAgainWithAllTheyHadAnswered() {
        String leader = cluster.startAll().leaderAmong(TestCluster.IDS);
        cluster.proposeAll(leader, numbered("c", 500));
        TestCluster.IDS.forEach(cluster::stop);

        cluster.startAll().leaderAmong(TestCluster.IDS);

        cluster.awaitSameCommands(500);
        TestCluster.IDS.forEach(
                id -> assertThat(cluster.machine(id).commands()).as(id).isEqualTo(numbered("c", 500)));
    }

    /** What was refused is never applied, what was answered always is, whatever happened to the link between. */
    @Test
    void aLeaderWithoutAMajorityCommitsNothingAndSaysWhatItKnows() {
        String old = cluster.startAll().leaderAmong(TestCluster.IDS);
        cluster.proposeAll(old, List.of("committed"));
        cluster.isolate(old);

        Throwable late = failureOf(cluster.propose(old, "late", Duration.ofMillis(200)));
        assertThat(late)
                .isInstanceOfSatisfying(
                        DeadlineExceededException.class,
                        e -> assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN));
        Map<String, CompletableFuture<ProposalResult>> asked = new TreeMap<>();
        await().atMost(PATIENCE).until(() -> {
            String command = "cut off " + asked.size();
            asked.put(command, cluster.propose(old, command, PATIENCE));
            return cluster.node(old).status().role() != RaftRole.LEADER;
        });
        String next = cluster.leaderAmong(cluster.others(old));
        cluster.proposeAll(next, List.of("after"));
        cluster.heal();
        cluster.awaitSameCommands(2);

        List<String> neverApplied = new ArrayList<>();
        asked.forEach((command, future) -> {
            RaftException failure = (RaftException) failureOf(future);
            if (failure.outcome() == Outcome.NOT_APPLIED) {
                neverApplied.add(command);
            } else {
                assertThat(failure).isInstanceOf(OutcomeUnknownException.class);
            }
        });
        cluster.proposeAll(cluster.leaderAmong(TestCluster.IDS), List.of("last"));
        cluster.awaitSameCommands(3);
        TestCluster.IDS.forEach(id -> assertThat(cluster.machine(id).commands())
                .as(id)
                .containsSubsequence("committed", "after", "last")
                .doesNotContainAnyElementsOf(neverApplied.isEmpty() ? List.of("-") : neverApplied)
                .doesNotHaveDuplicates());
    }

    @Test
    void aFollowerThatWasCutOffCatchesUp() {
        String leader = cluster.startAll().leaderAmong(TestCluster.IDS);
        String behind = cluster.others(leader).get(0);
        cluster.isolate(behind);
        long term = cluster.node(leader).status().term();
        cluster.proposeAll(leader, numbered("c", 5_000));
        cluster.heal();

        cluster.awaitSameCommands(5_000);
        assertThat(cluster.machine(behind).commands()).isEqualTo(numbered("c", 5_000));
        assertThat(cluster.node(leader).status().term()).isEqualTo(term);
    }

    @Test
    void aNodeWithADamagedLogDoesNotStartAndTheOthersGoOn() throws IOException {
        String leader = cluster.startAll().leaderAmong(TestCluster.IDS);
        for (int i = 0; i < 20; i++) {
            cluster.proposeAll(leader, List.of("c" + i));
        }
        String damaged = cluster.others(leader).get(0);
        cluster.awaitSameCommands(20);
        cluster.stop(damaged);
        Path file;
        try (var files = Files.list(cluster.data(damaged))) {
            file = files.filter(each -> each.toString().endsWith(".raftlog"))
                    .findFirst()
                    .orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(file);
        bytes[4096] ^= 1; // the first record, right behind the header
        Files.write(file, bytes);

        assertThatThrownBy(() -> cluster.start(damaged)).isInstanceOfSatisfying(StorageCorruptedException.class, e -> {
            assertThat(e.file()).isEqualTo(file);
            assertThat(e.offset()).isEqualTo(4096);
            assertThat(e.advice()).contains("Restore the directory");
        });
        cluster.proposeAll(leader, List.of("still going"));
    }

    @Test
    void leavesNoThreadBehind() {
        cluster.startAll().leaderAmong(TestCluster.IDS);
        assertThat(threads()).hasSizeGreaterThanOrEqualTo(3 * 4);

        TestCluster.IDS.forEach(cluster::stop);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(threads()).isEmpty());
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("swarm-raft-"))
                .toList();
    }

    private static List<String> numbered(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + " " + i).toList();
    }
}
