package io.swarmsdk.node.internal.control;

import static io.swarmsdk.node.internal.control.Specs.stack;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.swarmsdk.model.Meta;
import io.swarmsdk.model.Network;
import io.swarmsdk.model.NetworkAttachment;
import io.swarmsdk.model.NetworkSpec;
import io.swarmsdk.model.ObjectKind;
import io.swarmsdk.model.Service;
import io.swarmsdk.model.Task;
import io.swarmsdk.model.TaskState;
import io.swarmsdk.model.TaskStatus;
import io.swarmsdk.model.store.Change;
import io.swarmsdk.model.store.ChangeSet;
import io.swarmsdk.model.store.StateStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NetworkReaperTest {
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final InterferingLog log = new InterferingLog();
    private final StateStore store = StateStore.builder().log(log).build();
    private final ControlOperations control = new ControlOperations(store, Clock.systemUTC());
    private final AtomicInteger deletions = new AtomicInteger();

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void anOrphanIsANetworkOfAStackThatIsGoneWithoutServicesOnIt() {
        deploy("shop");
        deploy("blog");
        commit(ChangeSet.builder(NOW)
                .create(Network.create("free", NetworkSpec.overlay("free")))
                .build());
        assertThat(NetworkReaper.orphans(store.view())).isEmpty();

        control.removeStack("shop", DEADLINE).join();

        assertThat(NetworkReaper.orphans(store.view()))
                .extracting(network -> network.spec().name())
                .containsExactly("shop_net");
    }

    @Test
    void aNetworkThatAServiceOfAnotherStackUsesIsNoOrphan() {
        deploy("shop");
        commit(ChangeSet.builder(NOW)
                .create(Service.create("guest", Specs.service("blog", "guest", 1, "shop_net")))
                .build());

        control.removeStack("shop", DEADLINE).join();

        assertThat(NetworkReaper.orphans(store.view())).isEmpty();
    }

    @Test
    void theNetworkGoesWithItsStackAndOthersStay() {
        deploy("shop");
        deploy("blog");
        try (var reaper = reaper()) {
            control.removeStack("shop", DEADLINE).join();

            awaitGone("shop_net");
            assertThat(store.view().networkByName("blog_net")).isPresent();
        }
    }

    @Test
    void aNewLeaderFindsWhatTheOldOneLeft() {
        deploy("shop");
        control.removeStack("shop", DEADLINE).join();

        try (var reaper = reaper()) {
            awaitGone("shop_net");
        }
    }

    @Test
    void theNetworkStaysUntilTheLastTaskHasGone() {
        deploy("shop");
        task("one");
        task("two");
        countDeletions();
        try (var reaper = reaper()) {
            control.removeStack("shop", DEADLINE).join();
            await().atMost(DEADLINE).until(() -> deletions.get() == 1);
            assertThat(store.view().networkByName("shop_net")).isPresent();

            forget("one");
            await().atMost(DEADLINE).until(() -> deletions.get() == 2);
            assertThat(store.view().networkByName("shop_net")).isPresent();

            forget("two");
            awaitGone("shop_net");
        }
    }

    @Test
    void aNetworkThatSomebodyChangesMeanwhileIsReapedAllTheSame() {
        deploy("shop");
        log.rival(proposal -> deletesNetwork(proposal) && deletions.getAndIncrement() == 0
                ? Optional.of(allocated())
                : Optional.empty());
        try (var reaper = reaper()) {
            control.removeStack("shop", DEADLINE).join();

            awaitGone("shop_net");
        }
    }

    @Test
    void aStackThatComesBackBeforeTheReaperKeepsItsNetwork() {
        deploy("shop");
        var once = new AtomicInteger();
        log.rival(proposal -> deletesNetwork(proposal) && once.getAndIncrement() == 0
                ? Optional.of(StackChanges.deploy(
                        store.view(), stack("shop", "shop_web"), false, NOW, () -> "again-" + once.incrementAndGet()))
                : Optional.empty());
        try (var reaper = reaper()) {
            control.removeStack("shop", DEADLINE).join();
            await().atMost(DEADLINE).until(() -> log.proposals() == 3); // deployed, removed, reaped

            store.readBarrier(DEADLINE).join();
            assertThat(store.view().networkByName("shop_net")).isPresent();
        }
    }

    @Test
    void aClosedReaperReapsNothing() {
        deploy("shop");
        countDeletions();
        reaper().close();
        control.removeStack("shop", DEADLINE).join();
        commit(ChangeSet.builder(NOW)
                .create(Network.create("free", NetworkSpec.overlay("free")))
                .build());

        assertThat(deletions).hasValue(0);
        assertThat(store.view().networkByName("shop_net")).isPresent();
    }

    private NetworkReaper reaper() {
        return new NetworkReaper("n1", store, Clock.systemUTC());
    }

    private void countDeletions() {
        log.rival(proposal -> {
            if (deletesNetwork(proposal)) {
                deletions.incrementAndGet();
            }
            return Optional.empty();
        });
    }

    private static boolean deletesNetwork(ChangeSet proposal) {
        return proposal.changes().stream()
                .anyMatch(change -> change instanceof Change.Delete delete && delete.kind() == ObjectKind.NETWORK);
    }

    /** What the allocator would do. */
    private ChangeSet allocated() {
        return ChangeSet.builder(NOW)
                .update(network().withAllocation(new Network.Allocation(4097, "10.0.1.0/24")))
                .build();
    }

    private void task(String id) {
        Service service = store.view().serviceByName("shop_web").orElseThrow();
        commit(ChangeSet.builder(NOW)
                .create(new Task(
                        id,
                        Meta.unsaved(),
                        service.id(),
                        "shop_web",
                        1,
                        Optional.empty(),
                        service.spec().task(),
                        1,
                        List.of(),
                        TaskState.RUNNING,
                        TaskStatus.of(TaskState.RUNNING, NOW, ""),
                        List.of(new NetworkAttachment(network().id(), 4097, "10.0.1.2", 24))))
                .build());
    }

    private void forget(String task) {
        commit(ChangeSet.builder(NOW)
                .delete(
                        ObjectKind.TASK,
                        task,
                        store.view().task(task).orElseThrow().meta().version())
                .build());
    }

    private Network network() {
        return store.view().networkByName("shop_net").orElseThrow();
    }

    private void deploy(String stack) {
        control.deployStack(stack(stack, stack + "_web"), false, DEADLINE).join();
    }

    private void commit(ChangeSet changes) {
        store.commit(changes, DEADLINE).join();
    }

    private void awaitGone(String network) {
        await().atMost(DEADLINE).until(() -> store.view().networkByName(network).isEmpty());
    }
}
