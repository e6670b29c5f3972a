package io.swarmsdk.model.internal.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.swarmsdk.model.spi.Applier;
import io.swarmsdk.model.spi.LogEntry;
import io.swarmsdk.model.store.DeadlineExceededException;
import io.swarmsdk.model.store.MalformedException;
import io.swarmsdk.model.store.OutcomeUnknownException;
import io.swarmsdk.model.store.StoreException.Outcome;
import io.swarmsdk.model.store.UnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LocalLogTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final LocalLog log = new LocalLog("test");
    private final Recorder applier = new Recorder();

    @AfterEach
    void close() {
        applier.turns.release(1_000_000);
        log.close();
    }

    @Test
    void appliesInTheOrderOfProposalsAndAnswersEachItsOwn() {
        log.start(applier);
        applier.turns.release(1_000);
        var replies = new ArrayList<CompletableFuture<byte[]>>();
        for (int i = 0; i < 500; i++) {
            replies.add(log.propose(new byte[] {(byte) i}, LONG));
        }
        for (int i = 0; i < 500; i++) {
            assertThat(replies.get(i).join()).containsExactly((byte) i);
        }
        assertThat(applier.indexes).isSorted().hasSize(500).doesNotHaveDuplicates();
    }

    @Test
    void passesABarrierOnceAllBeforeItIsApplied() {
        log.start(applier);
        var proposal = log.propose(new byte[1], LONG);
        var barrier = log.readBarrier(LONG);
        assertThat(barrier).isNotDone();
        applier.turns.release();
        assertThat(barrier.join()).isEqualTo(1);
        assertThat(proposal).isDone();
    }

    @Test
    void neverAppliesAProposalWhoseDeadlinePassedWhileItWaited() {
        log.start(applier);
        applier.turns.release(10);
        var late = log.propose(new byte[1], Duration.ZERO);
        assertThat(failure(late))
                .isInstanceOfSatisfying(
                        DeadlineExceededException.class,
                        e -> assertThat(e.outcome()).isEqualTo(Outcome.NOT_APPLIED));
        assertThat(log.readBarrier(LONG).join()).isZero();
    }

    @Test
    void refusesWhatDoesNotFitIntoItsInbox() {
        log.start(applier);
        var first = log.propose(new byte[1], LONG);
        applier.entered.acquireUninterruptibly(); // it waits for its turn; all that follows waits in the inbox
        var waiting = new ArrayList<CompletableFuture<byte[]>>();
        for (int i = 0; i < 4096; i++) {
            waiting.add(log.propose(new byte[1], LONG));
        }
        assertThat(failure(log.propose(new byte[1], LONG)))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("overloaded");
        applier.turns.release(10_000);
        assertThat(first).succeedsWithin(LONG);
        assertThat(CompletableFuture.allOf(waiting.toArray(CompletableFuture[]::new)))
                .succeedsWithin(LONG);
    }

    @Test
    void leavesNobodyWaitingWhenItCloses() {
        assertThat(failure(log.propose(new byte[1], LONG))).hasMessageContaining("not started");
        log.start(applier);
        applier.turns.release(1);
        log.propose(new byte[1], LONG).join();
        log.close();
        assertThat(failure(log.propose(new byte[1], LONG))).hasMessageContaining("closed");
        assertThat(failure(log.readBarrier(LONG))).isInstanceOf(UnavailableException.class);
        assertThat(log.leadership().self()).isFalse();
        assertThat(applier.leadership).containsExactly("caught up 1", "lost 1");
    }

    @Test
    void stopsWhenAnEntryCannotBeUnderstood() {
        applier.poison = true;
        log.start(applier);
        applier.turns.release(10);
        assertThat(failure(log.propose(new byte[1], LONG))).isInstanceOf(OutcomeUnknownException.class);
        await().until(() -> !log.leadership().self());
        assertThat(failure(log.propose(new byte[1], LONG)))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("poison");
    }

    @Test
    void startsOnce() {
        log.start(applier);
        assertThatThrownBy(() -> log.start(applier)).isInstanceOf(IllegalStateException.class);
    }

    private static Throwable failure(CompletableFuture<?> future) {
        return Objects.requireNonNull(future.handle((value, thrown) -> thrown).join(), "it completed");
    }

    /** Answers with what it was told, one batch per permit. */
    private static final class Recorder implements Applier {
        final Semaphore turns = new Semaphore(0);
        final Semaphore entered = new Semaphore(0);
        final List<Long> indexes = new ArrayList<>();
        final List<String> leadership = new ArrayList<>();
        volatile boolean poison;

        @Override
        public List<byte[]> apply(List<LogEntry> entries) {
            entered.release();
            turns.acquireUninterruptibly();
            if (poison) {
                throw new MalformedException("poison", null);
            }
            entries.forEach(entry -> indexes.add(entry.index()));
            return entries.stream().map(LogEntry::data).toList();
        }

        @Override
        public void leaderCaughtUp(long term) {
            leadership.add("caught up " + term);
        }

        @Override
        public void leadershipLost(long term) {
            leadership.add("lost " + term);
        }

        @Override
        public Snapshot snapshot() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void restore(byte[] snapshot) {
            throw new UnsupportedOperationException();
        }
    }
}
