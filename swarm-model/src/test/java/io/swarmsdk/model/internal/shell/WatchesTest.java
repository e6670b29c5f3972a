package io.swarmsdk.model.internal.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmsdk.model.ObjectKind;
import io.swarmsdk.model.SwarmObject;
import io.swarmsdk.model.fixture.Nouns;
import io.swarmsdk.model.store.StoreEvent;
import io.swarmsdk.model.store.WatchFilter;
import io.swarmsdk.model.store.Watcher;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Callbacks run when the test says so: the executor is a queue. */
class WatchesTest {
    private final ArrayDeque<Runnable> queue = new ArrayDeque<>();
    private final Watches watches = new Watches(10, queue::add);
    private final Recorder recorder = new Recorder();

    @Test
    void tellsOfEveryChangeAfterTheRevisionInOrderAndOnce() {
        publish(1, 1);
        publish(2, 3);
        var watch = watches.open(1, WatchFilter.all(), recorder);
        runCallbacks();
        publish(4, 1);
        runCallbacks();
        assertThat(recorder.calls).containsExactly("2 2 2", "4");
        assertThat(watch.revision()).isEqualTo(4);
    }

    @Test
    void resumesWhereAnotherWatchEnded() {
        publish(1, 2);
        var first = watches.open(0, WatchFilter.all(), recorder);
        runCallbacks();
        first.close();
        publish(2, 2);
        publish(3, 2);
        watches.open(first.revision(), WatchFilter.all(), recorder);
        runCallbacks();
        assertThat(recorder.calls).containsExactly("1 1", "2 2 3 3");
    }

    @Test
    void doesNotSplitAChangeSet() {
        var big = new Watches(10_000, queue::add);
        big.open(0, WatchFilter.all(), recorder);
        big.publish(events(1, 600));
        big.publish(events(2, 600));
        runCallbacks();
        assertThat(recorder.sizes).containsExactly(600, 600);
    }

    @Test
    void sendsAWatcherThatFellBehindBackToTheView() {
        var watch = watches.open(0, WatchFilter.all(), recorder);
        runCallbacks();
        for (int revision = 1; revision <= 11; revision++) {
            publish(revision, 1);
        }
        runCallbacks();
        assertThat(recorder.calls).containsExactly("resync");
        assertThat(watch.isOpen()).isFalse();
        publish(12, 1);
        runCallbacks();
        assertThat(recorder.calls).containsExactly("resync");
    }

    @Test
    void keepsUpExactlyAsFarAsTheHistoryReaches() {
        watches.open(0, WatchFilter.all(), recorder);
        runCallbacks();
        for (int revision = 1; revision <= 10; revision++) {
            publish(revision, 1);
        }
        runCallbacks();
        assertThat(recorder.calls).containsExactly("1 2 3 4 5 6 7 8 9 10");
    }

    @Test
    void refusesToResumeFromAChangeSetOfWhichSomeIsGone() {
        publish(1, 1);
        publish(2, 8);
        publish(3, 4); // three of revision 2 are gone
        watches.open(1, WatchFilter.all(), recorder);
        runCallbacks();
        watches.open(2, WatchFilter.all(), recorder);
        runCallbacks();
        assertThat(recorder.calls).containsExactly("resync", "3 3 3 3");
    }

    @Test
    void sendsEveryWatcherBackToTheViewWhenTheStateWasReplaced() {
        publish(1, 1);
        watches.open(1, WatchFilter.all(), recorder);
        runCallbacks();
        watches.restartAt(50);
        runCallbacks();
        watches.open(40, WatchFilter.all(), recorder);
        runCallbacks();
        watches.open(50, WatchFilter.all(), recorder);
        publish(51, 1);
        runCallbacks();
        assertThat(recorder.calls).containsExactly("resync", "resync", "51");
    }

    @Test
    void waitsForARevisionThatThisReplicaHasYetToReach() {
        publish(1, 1);
        watches.open(3, WatchFilter.all(), recorder);
        publish(2, 1);
        publish(3, 1);
        publish(4, 1);
        runCallbacks();
        assertThat(recorder.calls).containsExactly("4");
    }

    @Test
    void filtersAndMovesOnAllTheSame() {
        var watch = watches.open(0, WatchFilter.kinds(ObjectKind.TASK), recorder);
        publish(1, 2);
        runCallbacks();
        assertThat(recorder.calls).isEmpty();
        assertThat(watch.revision()).isEqualTo(1);
    }

    @Test
    void knowsTasksThatCameToANodeAndThatLeftIt() {
        var service = Nouns.service("s1", "web");
        SwarmObject on = Nouns.task("t1", service, 1).withNode("m1");
        SwarmObject off = Nouns.task("t1", service, 1).withNode("m2");
        var came = new StoreEvent(1, ObjectKind.TASK, "t1", Optional.of(off), Optional.of(on));
        var left = new StoreEvent(1, ObjectKind.TASK, "t1", Optional.of(on), Optional.empty());
        var elsewhere = new StoreEvent(1, ObjectKind.TASK, "t1", Optional.empty(), Optional.of(off));
        var node = events(1, 1).get(0);
        var filter = WatchFilter.tasksOnNode("m1");
        assertThat(List.of(came, left, elsewhere, node)).filteredOn(filter).containsExactly(came, left);
        assertThat(List.of(came, node))
                .filteredOn(WatchFilter.tasksOfService("s1"))
                .containsExactly(came);
        assertThat(List.of(came, node))
                .filteredOn(WatchFilter.object(ObjectKind.NODE, "m0"))
                .containsExactly(node);
    }

    @Test
    void isSilentOnceClosed() {
        var watch = watches.open(0, WatchFilter.all(), recorder);
        publish(1, 1);
        watch.close();
        runCallbacks();
        assertThat(recorder.calls).isEmpty();
    }

    @Test
    void goesOnAfterAWatcherThrew() {
        var direct = new Watches(10, Runnable::run);
        var throwing = Watcher.of(
                events -> {
                    recorder.onEvents(events);
                    throw new IllegalStateException("as planned");
                },
                recorder::onResyncNeeded);
        direct.open(0, WatchFilter.all(), throwing);
        direct.publish(events(1, 1));
        direct.publish(events(2, 1));
        assertThat(recorder.calls).containsExactly("1", "2");
    }

    @Test
    void outlivesAnExecutorThatHasEnded() {
        var orphaned = new Watches(10, action -> {
            throw new RejectedExecutionException("ended");
        });
        var watch = orphaned.open(0, WatchFilter.all(), recorder);
        orphaned.publish(events(1, 1));
        assertThat(recorder.calls).isEmpty();
        assertThat(watch.isOpen()).isTrue();
    }

    private void publish(long revision, int count) {
        watches.publish(events(revision, count));
    }

    private static List<StoreEvent> events(long revision, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new StoreEvent(
                        revision, ObjectKind.NODE, "m" + i, Optional.empty(), Optional.of(Nouns.node("m" + i))))
                .toList();
    }

    private void runCallbacks() {
        while (!queue.isEmpty()) {
            queue.remove().run();
        }
    }

    private static final class Recorder implements Watcher {
        final List<String> calls = new ArrayList<>();
        final List<Integer> sizes = new ArrayList<>();

        @Override
        public void onEvents(List<StoreEvent> events) {
            var call = new StringBuilder();
            events.forEach(event -> call.append(call.isEmpty() ? "" : " ").append(event.revision()));
            calls.add(call.toString());
            sizes.add(events.size());
        }

        @Override
        public void onResyncNeeded() {
            calls.add("resync");
        }
    }
}
