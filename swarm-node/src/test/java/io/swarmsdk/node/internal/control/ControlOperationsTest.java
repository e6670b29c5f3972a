package io.swarmsdk.node.internal.control;

import static io.swarmsdk.node.internal.control.Specs.stack;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.swarmsdk.model.Availability;
import io.swarmsdk.model.Meta;
import io.swarmsdk.model.Node;
import io.swarmsdk.model.NodeDescription;
import io.swarmsdk.model.NodeRole;
import io.swarmsdk.model.NodeSpec;
import io.swarmsdk.model.NodeStatus;
import io.swarmsdk.model.Resources;
import io.swarmsdk.model.Service;
import io.swarmsdk.model.ServiceMode;
import io.swarmsdk.model.ServiceSpec;
import io.swarmsdk.model.Stack;
import io.swarmsdk.model.store.ChangeSet;
import io.swarmsdk.model.store.StateStore;
import io.swarmsdk.node.SwarmException.ConflictException;
import io.swarmsdk.node.SwarmException.RefusedException;
import io.swarmsdk.node.SwarmException.UnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ControlOperationsTest {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final InterferingLog log = new InterferingLog();
    private final StateStore store = StateStore.builder().log(log).build();
    private final ControlOperations control = new ControlOperations(store, Clock.systemUTC());

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aStackIsDeployedChangedAndRemovedAndEachTimeTheRevisionShowsIt() {
        long first = deploy("shop_web").join();
        assertThat(store.view().revision()).isGreaterThanOrEqualTo(first);
        assertThat(store.view().stackByName("shop")).isPresent();

        assertThat(deploy("shop_web").join()).isEqualTo(first);
        assertThat(deploy("shop_web", "shop_db").join()).isGreaterThan(first);

        control.removeStack("shop", DEADLINE).join();
        assertThat(store.view().services()).isEmpty();
        assertThat(store.view().stacks()).isEmpty();
    }

    @Test
    void whoLosesARaceTriesAgainOnWhatTheRivalLeft() {
        deploy("shop_web").join();
        var once = new AtomicInteger();
        log.rival(proposal -> once.getAndIncrement() == 0
                ? Optional.of(replicas(store.view().serviceByName("shop_web").orElseThrow(), 7))
                : Optional.empty());

        control.updateService("shop_web", 0, spec -> spec.withImage("image:2"), DEADLINE)
                .join();

        Service service = store.view().serviceByName("shop_web").orElseThrow();
        assertThat(service.spec().mode()).isEqualTo(new ServiceMode.Replicated(7));
        assertThat(service.spec().task().container().image()).isEqualTo("image:2");
        assertThat(once).hasValue(2);
    }

    @Test
    void twoDeploymentsOfTheSameNewStackBothSucceed() {
        var once = new AtomicInteger();
        log.rival(proposal -> once.getAndIncrement() == 0
                ? Optional.of(StackChanges.deploy(
                        store.view(),
                        stack("shop", "shop_web"),
                        false,
                        Instant.now(),
                        () -> "rival-" + once.get() + System.nanoTime()))
                : Optional.empty());

        deploy("shop_web").join();

        assertThat(store.view().stacks())
                .extracting(Stack::id)
                .singleElement()
                .asString()
                .startsWith("rival");
    }

    @Test
    void whoLosesEveryRaceIsToldSoAfterABoundedNumberOfTries() {
        deploy("shop_web").join();
        var tries = new AtomicInteger();
        log.rival(proposal -> Optional.of(
                replicas(store.view().serviceByName("shop_web").orElseThrow(), 10 + tries.incrementAndGet())));

        fails(control.updateService("shop_web", 0, spec -> spec.withImage("image:2"), DEADLINE))
                .isInstanceOf(ConflictException.class);

        assertThat(tries).hasValue(8);
        assertThat(image()).isEqualTo("image:1");
    }

    @Test
    void aServiceIsChangedOnlyAtTheVersionTheCallerSaw() {
        deploy("shop_web").join();
        update(1, spec -> spec.withImage("image:2")).join();

        fails(update(1, spec -> spec.withImage("image:3")))
                .isInstanceOf(ConflictException.class)
                .hasMessage("service shop_web: is at version 2 (expected: 1)");
        assertThat(image()).isEqualTo("image:2");

        update(2, spec -> spec.withImage("image:3")).join();
        assertThat(image()).isEqualTo("image:3");
    }

    @Test
    void aVersionThatARivalRaisesMeanwhileIsRefusedAndNotRetriedOver() {
        deploy("shop_web").join();
        var once = new AtomicInteger();
        log.rival(proposal -> once.getAndIncrement() == 0
                ? Optional.of(replicas(store.view().serviceByName("shop_web").orElseThrow(), 7))
                : Optional.empty());

        fails(update(1, spec -> spec.withImage("image:2"))).isInstanceOf(ConflictException.class);

        assertThat(image()).isEqualTo("image:1");
    }

    @Test
    void aServiceThatIsNotThereIsRefused() {
        fails(update(0, UnaryOperator.identity()))
                .isInstanceOf(RefusedException.class)
                .hasMessage("service shop_web: does not exist");
    }

    @Test
    void aServiceKeepsItsModeAndItsName() {
        deploy("shop_web").join();

        fails(update(0, spec -> spec.withMode(new ServiceMode.Global())))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("mode cannot be changed");
        fails(update(0, spec -> ServiceSpec.replicated("other", "image:1", 1)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("cannot be renamed");
    }

    @Test
    void aChangeToTheSameIsNoChange() {
        long revision = deploy("shop_web").join();

        assertThat(update(0, spec -> spec.withImage("image:1")).join()).isEqualTo(revision);
        assertThat(store.view().serviceByName("shop_web").orElseThrow().meta().version())
                .isEqualTo(1);
    }

    @Test
    void nothingIsProposedAfterTheDeadline() {
        fails(control.deployStack(stack("shop", "shop_web"), false, Duration.ZERO))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("nothing was changed");
        assertThat(store.view().stacks()).isEmpty();
    }

    @Test
    void aStoppedStoreIsUnavailable() {
        store.close();

        fails(deploy("shop_web")).isInstanceOf(UnavailableException.class).hasMessageContaining("nothing was changed");
        fails(control.read(DEADLINE)).isInstanceOf(UnavailableException.class);
    }

    @Test
    void aReadSeesWhatWasCommittedBeforeIt() {
        long revision = deploy("shop_web").join();

        assertThat(control.read(DEADLINE).join().revision()).isGreaterThanOrEqualTo(revision);
    }

    @Test
    void aNodeIsRegisteredOnceAndThenOnlyItsDescriptionChanges() {
        control.registerNode(node(NodeRole.WORKER, "host-1"), DEADLINE).join();
        control.updateNode("n1", 1, new NodeSpec(Map.of("disk", "ssd"), Availability.DRAIN), DEADLINE)
                .join();
        long revision = store.view().revision();

        control.registerNode(node(NodeRole.WORKER, "host-1"), DEADLINE).join();
        assertThat(store.view().revision()).isEqualTo(revision);

        control.registerNode(node(NodeRole.WORKER, "host-2"), DEADLINE).join();
        Node registered = store.view().node("n1").orElseThrow();
        assertThat(registered.description().hostname()).isEqualTo("host-2");
        assertThat(registered.spec().availability()).isEqualTo(Availability.DRAIN);
        assertThat(registered.spec().labels()).containsEntry("disk", "ssd");
    }

    @Test
    void aNodeKeepsItsRole() {
        control.registerNode(node(NodeRole.WORKER, "host-1"), DEADLINE).join();

        fails(control.registerNode(node(NodeRole.MANAGER, "host-1"), DEADLINE))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("node n1: is a WORKER");
    }

    @Test
    void aNodeIsChangedOnlyAtTheVersionTheCallerSaw() {
        control.registerNode(node(NodeRole.WORKER, "host-1"), DEADLINE).join();

        fails(control.updateNode("n1", 5, NodeSpec.active(), DEADLINE))
                .isInstanceOf(ConflictException.class)
                .hasMessage("node n1: is at version 1 (expected: 5)");
        fails(control.updateNode("n2", 0, NodeSpec.active(), DEADLINE))
                .isInstanceOf(RefusedException.class)
                .hasMessage("node n2: does not exist");
    }

    private CompletableFuture<Long> deploy(String... services) {
        return control.deployStack(stack("shop", services), false, DEADLINE);
    }

    private CompletableFuture<Long> update(long version, UnaryOperator<ServiceSpec> change) {
        return control.updateService("shop_web", version, change, DEADLINE);
    }

    private String image() {
        return store.view()
                .serviceByName("shop_web")
                .orElseThrow()
                .spec()
                .task()
                .container()
                .image();
    }

    private static ChangeSet replicas(Service service, int replicas) {
        return ChangeSet.builder(Instant.now())
                .update(service.updatedTo(service.spec().withMode(new ServiceMode.Replicated(replicas))))
                .build();
    }

    private static Node node(NodeRole role, String hostname) {
        return new Node(
                "n1",
                Meta.unsaved(),
                NodeSpec.active(),
                role,
                new NodeDescription(hostname, "linux", "x86_64", "127.0.0.1", Resources.NONE, Map.of()),
                NodeStatus.unknown());
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> fails(CompletableFuture<?> future) {
        return assertThatThrownBy(future::join)
                .isInstanceOf(java.util.concurrent.CompletionException.class)
                .cause();
    }
}
