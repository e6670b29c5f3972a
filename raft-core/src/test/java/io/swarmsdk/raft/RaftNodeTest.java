package io.swarmsdk.raft;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.swarmsdk.raft.RaftException.Outcome;
import io.swarmsdk.raft.spi.CommittedEntry;
import io.swarmsdk.raft.spi.StateMachine;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A group of one: everything but the network. */
class RaftNodeTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    @Test
    void answersAProposalWithTheReplyOfTheStateMachine() throws Exception {
        try (RaftNode node = start(new RecordingMachine())) {
            ProposalResult result = node.propose("x".getBytes(UTF_8), SOON).get();

            assertThat(new String(result.reply(), UTF_8)).isEqualTo("1");
            assertThat(result.index()).isEqualTo(2); // the leader's own first entry is at 1
            assertThat(result.term()).isEqualTo(1);
        }
    }

    @Test
    void aReadCompletesOnceEverythingAnsweredBeforeItIsApplied() throws Exception {
        var machine = new RecordingMachine();
        try (RaftNode node = start(machine)) {
            long written = node.propose("x".getBytes(UTF_8), SOON).get().index();

            assertThat(node.read(ReadMode.LINEARIZABLE, SOON).get()).isGreaterThanOrEqualTo(written);
            assertThat(machine.commands()).containsExactly("x");
        }
    }

    @Test
    void appliesTheWholeLogAgainAfterARestart() throws Exception {
        try (RaftNode node = start(new RecordingMachine())) {
            for (int i = 0; i < 100; i++) {
                node.propose(("c" + i).getBytes(UTF_8), SOON);
            }
            node.propose("last".getBytes(UTF_8), SOON).get();
        }
        var machine = new RecordingMachine();
        try (RaftNode node = start(machine)) {
            node.read(ReadMode.LINEARIZABLE, SOON).get();

            assertThat(machine.commands()).hasSize(101).startsWith("c0", "c1").endsWith("c99", "last");
            assertThat(node.status().term()).isEqualTo(2);
            assertThat(machine.termsCaughtUp()).containsExactly(2L);
        }
    }

    @Test
    void tellsWhoLeadsAndHowFarItIs() throws Exception {
        var heard = new ConcurrentLinkedQueue<String>();
        RaftListener listener = new RaftListener() {
            @Override
            public void leadershipChanged(long term, Optional<String> leader, boolean self) {
                heard.add(term + " " + leader.orElse("-") + " " + self);
            }

            @Override
            public void applied(long index) {
                heard.add("applied " + index);
            }
        };
        RaftNode node = led(builder(new RecordingMachine()).listener(listener).build());
        try (node) {
            node.propose("x".getBytes(UTF_8), SOON).get();
            Awaitility.await().until(() -> heard.contains("applied 2"));
            assertThat(heard).startsWith("1 a true");

            RaftStatus status = node.status();
            assertThat(status.role()).isEqualTo(RaftRole.LEADER);
            assertThat(status.leader()).contains("a");
            assertThat(status.commitIndex()).isEqualTo(2);
            assertThat(status.counters().proposals()).isEqualTo(1);
        }
        assertThat(heard).endsWith("1 - false");
        assertThat(node.status().leader()).isEmpty();
    }

    @Test
    void aDeadlineThatHasPassedBeforeTheCommandIsTakenUpMeansNotApplied() throws Exception {
        var machine = new RecordingMachine();
        try (RaftNode node = start(machine)) {
            node.propose("first".getBytes(UTF_8), SOON).get();
            CompletableFuture<ProposalResult> late = node.propose("late".getBytes(UTF_8), Duration.ofNanos(1));

            assertThat(failureOf(late))
                    .isInstanceOfSatisfying(
                            DeadlineExceededException.class,
                            e -> assertThat(e.outcome()).isEqualTo(Outcome.NOT_APPLIED));
            node.propose("second".getBytes(UTF_8), SOON).get();
            assertThat(machine.commands()).containsExactly("first", "second");
        }
    }

    @Test
    void refusesMoreThanMayBePendingAndFailsTheRestWhenItCloses() throws Exception {
        var blocked = new BlockingMachine();
        List<CompletableFuture<ProposalResult>> taken = new ArrayList<>();
        RaftNode node = led(builder(blocked).maxPendingProposals(8).build());
        try (node) {
            for (int i = 0; i < 8; i++) {
                taken.add(node.propose(new byte[1], SOON));
            }
            CompletableFuture<ProposalResult> refused = node.propose(new byte[1], SOON);

            assertThat(failureOf(refused))
                    .isInstanceOf(OverloadedException.class)
                    .hasMessage("maxPendingProposals: 8 are pending already");
            assertThat(node.status().counters().overloads()).isEqualTo(1);
            assertThat(blocked.entered.await(30, TimeUnit.SECONDS)).isTrue();
            CompletableFuture<Void> closing = CompletableFuture.runAsync(node::close);
            for (CompletableFuture<ProposalResult> each : taken) {
                assertThat(failureOf(each))
                        .isInstanceOfSatisfying(
                                StoppedException.class,
                                e -> assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN));
            }
            blocked.release.countDown();
            closing.get(30, TimeUnit.SECONDS);
        }
        assertThat(failureOf(node.propose(new byte[1], SOON)))
                .isInstanceOf(StoppedException.class)
                .hasMessage("the node is closed");
    }

    @Test
    void aStateMachineThatThrowsStopsTheNode() {
        var failure = new CompletableFuture<Throwable>();
        RaftListener listener = new RaftListener() {
            @Override
            public void failed(Throwable fatal) {
                failure.complete(fatal);
            }
        };
        StateMachine broken = batch -> {
            throw new IllegalStateException("no more");
        };
        try (RaftNode node = led(builder(broken).listener(listener).build())) {
            CompletableFuture<ProposalResult> proposal = node.propose(new byte[1], SOON);

            assertThat(failureOf(proposal))
                    .isInstanceOf(StoppedException.class)
                    .hasMessageContaining("stopped for good: no more");
            assertThat(failure.join()).hasMessage("no more");
        }
    }

    @Test
    void mayBeClosedFromItsOwnCallback() throws Exception {
        RaftNode node = start(new RecordingMachine());
        node.propose(new byte[1], SOON).thenRun(node::close).get();
    }

    @Test
    void namesTheSettingTheValueAndWhatIsAllowed() {
        assertThatThrownBy(() -> RaftNode.builder().clusterId(" "))
                .hasMessage("clusterId: ' ' (expected: not blank, at most 128 bytes of UTF-8)");
        assertThatThrownBy(() -> RaftNode.builder().electionTimeout(Duration.ZERO))
                .hasMessage("electionTimeout: PT0S (expected: PT0.01S to PT10M)");
        assertThatThrownBy(() -> RaftNode.builder().id("a").build()).hasMessage("clusterId: null (expected: a value)");
        assertThatThrownBy(() -> builder(new RecordingMachine())
                        .peer("a", new InetSocketAddress("localhost", 1))
                        .build())
                .hasMessage("peer: a (expected: every voter but this node itself)");
        assertThatThrownBy(() -> builder(new RecordingMachine())
                        .heartbeatInterval(Duration.ofMillis(500))
                        .build())
                .hasMessageContaining("expected: at most a third of electionTimeout PT1S");
        try (RaftNode node = builder(new RecordingMachine()).maxEntryBytes(10).build()) {
            assertThatThrownBy(() -> node.propose(new byte[11], SOON))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("command: 11 bytes (expected: at most maxEntryBytes 10)");
        }
    }

    @Test
    void anAddressInUseIsNamedAndLeavesTheDirectoryFree() {
        try (RaftNode first = start(new RecordingMachine())) {
            Path other = directory.resolve("other");
            assertThatThrownBy(() -> builder(new RecordingMachine())
                            .dataDirectory(other)
                            .bind(first.address())
                            .build())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("bind: ");
            builder(new RecordingMachine()).dataDirectory(other).build().close();
        }
    }

    private RaftNode start(StateMachine machine) {
        return led(builder(machine).build());
    }

    private static RaftNode led(RaftNode node) {
        assertThat(node.awaitLeader(SOON).join()).isEqualTo("a");
        return node;
    }

    private RaftNode.Builder builder(StateMachine machine) {
        return RaftNode.builder()
                .clusterId("test")
                .id("a")
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .dataDirectory(directory.resolve("a"))
                .stateMachine(machine)
                .campaignAtStart(true);
    }

    static Throwable failureOf(CompletableFuture<?> future) {
        try {
            return new AssertionError("did not fail, but gave " + future.get(60, TimeUnit.SECONDS));
        } catch (ExecutionException | CompletionException e) {
            return Objects.requireNonNull(e.getCause());
        } catch (Exception e) {
            return new AssertionError("did not end", e);
        }
    }

    private static final class BlockingMachine implements StateMachine {
        final CountDownLatch entered = new CountDownLatch(1);
        final CountDownLatch release = new CountDownLatch(1);

        @Override
        public List<byte[]> apply(List<CommittedEntry> batch) {
            entered.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return batch.stream().map(CommittedEntry::command).toList();
        }
    }
}
