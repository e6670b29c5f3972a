package io.swarmsdk.model.store;

import static io.swarmsdk.model.fixture.Nouns.T0;
import static io.swarmsdk.model.fixture.Nouns.node;
import static io.swarmsdk.model.fixture.Nouns.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.swarmsdk.model.Meta;
import io.swarmsdk.model.ObjectKind;
import io.swarmsdk.model.spi.ReplicatedLog;
import io.swarmsdk.model.store.StoreException.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StateStoreTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final StateStore store =
            StateStore.builder().name("test").log(ReplicatedLog.local()).build();

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void showsAChangeOnceItsCommitCompletes() {
        long revision = commit(c -> c.create(service("s1", "web"))).join().revision();
        assertThat(store.view().revision()).isEqualTo(revision);
        assertThat(store.view().serviceByName("web").orElseThrow().meta()).isEqualTo(new Meta(1, T0, T0));
    }

    @Test
    void keepsAnOldViewAsItWas() {
        var before = store.view();
        commit(c -> c.create(node("m1"))).join();
        assertThat(before.nodes()).isEmpty();
        assertThat(store.view().nodes()).hasSize(1);
    }

    @Test
    void failsWithTheConflictThatWasMet() {
        commit(c -> c.create(node("m1"))).join();
        assertThatThrownBy(() ->
                        commit(c -> c.create(node("m2")).create(node("m1"))).join())
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(ConflictException.class, e -> {
                    assertThat(e.kind()).contains(ObjectKind.NODE);
                    assertThat(e.id()).isEqualTo("m1");
                    assertThat(e.outcome()).isEqualTo(Outcome.NOT_APPLIED);
                    assertThat(e).hasMessage("node m1: exists already");
                });
        assertThat(store.view().node("m2")).isEmpty();
    }

    @Test
    void takesManyProposalsInFlightEachOnTopOfTheOneBefore() {
        var planning = new PlanningView(store.view());
        var commits = new ArrayList<CompletableFuture<Committed>>();
        for (int i = 0; i < 200; i++) {
            var changes = i == 0
                    ? ChangeSet.builder(T0).create(node("m1")).build()
                    : ChangeSet.builder(T0)
                            .update(planning.node("m1").orElseThrow())
                            .build();
            planning.apply(changes);
            commits.add(store.commit(changes, LONG));
        }
        var revisions = commits.stream().map(commit -> commit.join().revision()).toList();
        assertThat(revisions).isSorted().doesNotHaveDuplicates();
        assertThat(store.view().node("m1")).isEqualTo(planning.node("m1"));
    }

    @Test
    void proposesNothingForAnEmptySet() {
        assertThat(commit(c -> c).join().revision()).isZero();
        assertThat(commit(c -> c.create(node("m1"))).join().revision()).isEqualTo(1);
    }

    @Test
    void readsWhatWasCommittedBeforeTheBarrier() {
        var committing = commit(c -> c.create(node("m1")));
        assertThat(store.readBarrier(LONG).join().node("m1")).isPresent();
        assertThat(committing.join().revision()).isEqualTo(1);
    }

    @Test
    void tellsAWatcherOfWhatFollowsTheViewOnTheCallbackThread() {
        commit(c -> c.create(node("m1"))).join();
        var seen = new CopyOnWriteArrayList<String>();
        store.watch(store.view().revision(), WatchFilter.all(), watcher(events -> {
            for (var event : events) {
                seen.add(event.id() + " on " + Thread.currentThread().getName() + " in view "
                        + store.view().node(event.id()).isPresent());
            }
        }));
        commit(c -> c.create(node("m2"))).join();
        commit(c -> c.create(node("m3"))).join();
        await().until(() -> seen.size() == 2);
        assertThat(seen)
                .containsExactly(
                        "m2 on swarm-model-test-callback in view true", "m3 on swarm-model-test-callback in view true");
    }

    @Test
    void doesNotWaitForASlowWatcher() throws InterruptedException {
        var small = StateStore.builder()
                .log(ReplicatedLog.local())
                .watchHistory(10)
                .callbackExecutor(action -> new Thread(action).start())
                .build();
        var entered = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        var resync = new CountDownLatch(1);
        try (small) {
            small.watch(0, WatchFilter.all(), new Watcher() {
                @Override
                public void onEvents(List<StoreEvent> events) {
                    entered.countDown();
                    awaitQuietly(release);
                }

                @Override
                public void onResyncNeeded() {
                    resync.countDown();
                }
            });
            small.commit(changes(c -> c.create(node("m0"))), LONG).join();
            entered.await();
            for (int i = 1; i <= 20; i++) {
                var id = "m" + i;
                small.commit(changes(c -> c.create(node(id))), LONG).join();
            }
            release.countDown();
            resync.await();
            assertThat(small.view().nodes()).hasSize(21);
        }
    }

    @Test
    void leadsAtOnceOnALocalLogAndSaysWhenItEnds() {
        var told = new CopyOnWriteArrayList<String>();
        store.addLeadershipListener(new LeadershipListener() {
            @Override
            public void caughtUp(long term) {
                told.add("caught up " + term);
            }

            @Override
            public void lost(long term) {
                told.add("lost " + term);
            }
        });
        await().until(() -> told.contains("caught up 1"));
        assertThat(store.leadership().self()).isTrue();
        store.close();
        await().until(() -> told.size() == 2);
        assertThat(told).containsExactly("caught up 1", "lost 1");
        assertThat(store.leadership().self()).isFalse();
    }

    @Test
    void refusesAllOnceClosedAndEndsItsThreads() {
        commit(c -> c.create(node("m1"))).join();
        store.close();
        store.close();
        assertThat(commit(c -> c.create(node("m2"))))
                .failsWithin(LONG)
                .withThrowableThat()
                .withCauseInstanceOf(UnavailableException.class);
        assertThat(store.readBarrier(LONG))
                .failsWithin(LONG)
                .withThrowableThat()
                .withCauseInstanceOf(UnavailableException.class);
        assertThat(store.watch(0, WatchFilter.all(), watcher(events -> {})).isOpen())
                .isFalse();
        assertThat(store.view().nodes()).hasSize(1);
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("swarm-model-test-")));
    }

    @Test
    void passesOnWhatTheLogFailedWithAndTakesAllElseForUnknown() {
        assertThat(failureOf(new UnavailableException("not the leader", Optional.of("m2"))))
                .isInstanceOfSatisfying(
                        UnavailableException.class, e -> assertThat(e.leader()).contains("m2"));
        assertThat(failureOf(new CompletionException(new DeadlineExceededException("late", Outcome.UNKNOWN))))
                .isInstanceOfSatisfying(
                        DeadlineExceededException.class,
                        e -> assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN));
        assertThat(failureOf(new IllegalStateException("surprise")))
                .isInstanceOfSatisfying(
                        OutcomeUnknownException.class, e -> assertThat(e).hasMessageContaining("surprise"));
    }

    private static Throwable failureOf(Throwable logFailure) {
        try (var failing = StateStore.builder().log(new FailingLog(logFailure)).build()) {
            var commit = failing.commit(changes(c -> c.create(node("m1"))), LONG);
            return Objects.requireNonNull(
                    commit.handle((value, thrown) -> thrown).join(), "it completed");
        }
    }

    @Test
    void namesTheSettingThatIsWrong() {
        assertThatThrownBy(() -> StateStore.builder().build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("log: missing (expected: a ReplicatedLog)");
        assertThatThrownBy(() -> StateStore.builder()
                        .log(ReplicatedLog.local())
                        .watchHistory(0)
                        .build())
                .hasMessage("watchHistory: 0 (expected: >= 1)");
    }

    @Test
    void completesFuturesThoughTheExecutorHasEnded() {
        var ended = new AtomicBoolean();
        try (var orphaned = StateStore.builder()
                .log(ReplicatedLog.local())
                .callbackExecutor(action -> {
                    if (ended.get()) {
                        throw new RejectedExecutionException("ended");
                    }
                    action.run();
                })
                .build()) {
            ended.set(true);
            assertThat(orphaned.commit(changes(c -> c.create(node("m1"))), LONG))
                    .succeedsWithin(LONG);
        }
    }

    private CompletableFuture<Committed> commit(UnaryOperator<ChangeSet.Builder> lines) {
        return store.commit(changes(lines), LONG);
    }

    private static ChangeSet changes(UnaryOperator<ChangeSet.Builder> lines) {
        return lines.apply(ChangeSet.builder(T0)).build();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Watcher watcher(Consumer<List<StoreEvent>> onEvents) {
        return Watcher.of(onEvents, () -> {
            throw new AssertionError("no resync expected");
        });
    }
}
