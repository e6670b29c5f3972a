package io.swarmsdk.node.internal.control;

import static io.swarmsdk.node.internal.control.Specs.network;
import static io.swarmsdk.node.internal.control.Specs.service;
import static io.swarmsdk.node.internal.control.Specs.stack;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.swarmsdk.model.NetworkSpec;
import io.swarmsdk.model.Placement;
import io.swarmsdk.model.Service;
import io.swarmsdk.model.ServiceMode;
import io.swarmsdk.model.ServiceSpec;
import io.swarmsdk.model.StackSpec;
import io.swarmsdk.model.spi.ReplicatedLog;
import io.swarmsdk.model.store.Change;
import io.swarmsdk.model.store.ChangeSet;
import io.swarmsdk.model.store.StateStore;
import io.swarmsdk.model.store.StoreView;
import io.swarmsdk.node.SwarmException.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StackChangesTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final StateStore store =
            StateStore.builder().log(ReplicatedLog.local()).build();
    private int ids;

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aNewStackIsCreatedAsAWhole() {
        ChangeSet changes = deploy(stack("shop", "shop_web", "shop_db"), false);

        assertThat(changes.changes()).hasSize(4).allMatch(change -> change instanceof Change.Create);
        assertThat(changes.at()).isEqualTo(NOW);
        commit(changes);
        assertThat(view().serviceByName("shop_web")).isPresent();
        assertThat(view().serviceByName("shop_db")).isPresent();
        assertThat(view().networkByName("shop_net")).isPresent();
        assertThat(view().stackByName("shop")).isPresent();
    }

    @Test
    void theSameStackAgainChangesNothing() {
        StackSpec spec = stack("shop", "shop_web");
        commit(deploy(spec, false));

        assertThat(deploy(spec, false).isEmpty()).isTrue();
        assertThat(deploy(spec, true).isEmpty()).isTrue();
    }

    @Test
    void onlyTheServiceThatDiffersIsChanged() {
        commit(deploy(stack("shop", "shop_web", "shop_db"), false));
        Service before = view().serviceByName("shop_web").orElseThrow();
        StackSpec changed = new StackSpec(
                "shop",
                List.of(
                        service("shop", "shop_web", 1, "shop_net").withImage("image:2"),
                        service("shop", "shop_db", 1, "shop_net")),
                List.of(network("shop", "shop_net")));

        ChangeSet changes = deploy(changed, false);
        assertThat(changes.changes()).hasSize(2).allMatch(change -> change instanceof Change.Update);
        commit(changes);

        Service after = view().serviceByName("shop_web").orElseThrow();
        assertThat(after.id()).isEqualTo(before.id());
        assertThat(after.specVersion()).isEqualTo(before.specVersion() + 1);
        assertThat(after.previousSpec()).contains(before.spec());
        assertThat(view().serviceByName("shop_db").orElseThrow().meta().version())
                .isEqualTo(1);
    }

    @Test
    void whatTheSpecNoLongerNamesStaysUnlessPruned() {
        commit(deploy(stack("shop", "shop_web", "shop_old"), false));
        StackSpec smaller = stack("shop", "shop_web");

        commit(deploy(smaller, false));
        assertThat(view().serviceByName("shop_old")).isPresent();

        commit(deploy(smaller, true));
        assertThat(view().serviceByName("shop_old")).isEmpty();
        assertThat(view().serviceByName("shop_web")).isPresent();
    }

    @Test
    void pruningLeavesOtherStacksAndServicesAlone() {
        commit(deploy(stack("shop", "shop_web"), false));
        commit(deploy(stack("blog", "blog_web"), false));
        commit(ChangeSet.builder(NOW)
                .create(Service.create("lonely", ServiceSpec.replicated("lonely", "image:1", 1)))
                .build());

        commit(deploy(stack("shop"), true));

        assertThat(view().services())
                .extracting(each -> each.spec().name())
                .containsExactlyInAnyOrder("blog_web", "lonely");
    }

    @Test
    void aServiceOfSomebodyElseIsNotTakenOver() {
        commit(deploy(stack("blog", "web"), false));

        refused(stack("shop", "web"), "service web: exists and is not part of stack shop");
    }

    @Test
    void aServiceWithoutTheStacksLabelIsRefusedBecauseRemovingTheStackWouldLeaveIt() {
        refused(
                new StackSpec("shop", List.of(ServiceSpec.replicated("shop_web", "image:1", 1)), List.of()),
                "service shop_web: is not labelled " + ServiceSpec.STACK_LABEL + "=shop");
    }

    @Test
    void aNetworkWithoutTheStacksLabelIsRefusedBecauseRemovingTheStackWouldLeaveIt() {
        refused(
                new StackSpec("shop", List.of(), List.of(NetworkSpec.overlay("shop_net"))),
                "network shop_net: is not labelled " + ServiceSpec.STACK_LABEL + "=shop");
    }

    @Test
    void aNetworkOfTheSwarmMayBeNamedAsItIs() {
        commit(ChangeSet.builder(NOW)
                .create(io.swarmsdk.model.Network.create("public", NetworkSpec.overlay("public")))
                .build());
        StackSpec spec = new StackSpec(
                "shop", List.of(service("shop", "shop_web", 1, "public")), List.of(NetworkSpec.overlay("public")));

        commit(deploy(spec, false));

        assertThat(view().serviceByName("shop_web")).isPresent();
    }

    @Test
    void aNetworkCannotBeChanged() {
        commit(deploy(stack("shop", "shop_web"), false));
        NetworkSpec closed = new NetworkSpec(
                "shop_net", network("shop", "shop_net").labels(), "overlay", java.util.Optional.empty(), false, true);

        refused(
                new StackSpec("shop", List.of(), List.of(closed)),
                "network shop_net: exists with another specification; a network cannot be changed");
    }

    @Test
    void aModeCannotBeChanged() {
        commit(deploy(stack("shop", "shop_web"), false));

        refused(
                new StackSpec(
                        "shop",
                        List.of(service("shop", "shop_web", 0, "shop_net").withMode(new ServiceMode.Global())),
                        List.of(network("shop", "shop_net"))),
                "service shop_web: mode cannot be changed; remove the service first");
    }

    @Test
    void aNetworkThatNobodyDefinesIsRefused() {
        refused(
                new StackSpec("shop", List.of(service("shop", "shop_web", 1, "nowhere")), List.of()),
                "service shop_web: network nowhere does not exist");
    }

    @Test
    void aConstraintThatTheSchedulerCannotReadIsRefusedAndNotPassedOver() {
        ServiceSpec plain = service("shop", "shop_web", 1);
        ServiceSpec unreadable =
                plain.withTask(plain.task().withPlacement(new Placement(List.of("node.role = worker"), List.of(), 0)));
        refused(new StackSpec("shop", List.of(unreadable), List.of()), "service shop_web: ");
    }

    @Test
    void aServiceNamedTwiceIsRefused() {
        refused(stack("shop", "shop_web", "shop_web"), "service shop_web: is in the stack twice");
    }

    @Test
    void aNetworkNamedTwiceIsRefused() {
        refused(
                new StackSpec("shop", List.of(), List.of(network("shop", "shop_net"), network("shop", "shop_net"))),
                "network shop_net: is in the stack twice");
    }

    @Test
    void removingTakesTheServicesAndTheStackAndLeavesTheNetworkToTheReaper() {
        commit(deploy(stack("shop", "shop_web", "shop_db"), false));
        commit(deploy(stack("blog", "blog_web"), false));

        commit(StackChanges.remove(view(), "shop", NOW));

        assertThat(view().services()).extracting(each -> each.spec().name()).containsExactly("blog_web");
        assertThat(view().stacks()).extracting(each -> each.spec().name()).containsExactly("blog");
        assertThat(view().networkByName("shop_net")).isPresent();
    }

    @Test
    void removingTakesServicesThatWereAddedByALaterDeploymentAndNotPruned() {
        commit(deploy(stack("shop", "shop_old"), false));
        commit(deploy(stack("shop", "shop_new"), false));

        commit(StackChanges.remove(view(), "shop", NOW));

        assertThat(view().services()).isEmpty();
    }

    @Test
    void removingWhatIsNotThereIsRefused() {
        assertThatThrownBy(() -> StackChanges.remove(view(), "shop", NOW))
                .isInstanceOf(RefusedException.class)
                .hasMessage("stack shop: does not exist");
    }

    private void refused(StackSpec spec, String why) {
        assertThatThrownBy(() -> deploy(spec, false))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(why);
    }

    private ChangeSet deploy(StackSpec spec, boolean prune) {
        return StackChanges.deploy(view(), spec, prune, NOW, () -> "id-" + ids++);
    }

    private void commit(ChangeSet changes) {
        store.commit(changes, DEADLINE).join();
    }

    private StoreView view() {
        return store.view();
    }
}
