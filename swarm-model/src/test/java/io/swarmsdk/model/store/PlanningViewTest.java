package io.swarmsdk.model.store;

import static io.swarmsdk.model.fixture.Nouns.T0;
import static io.swarmsdk.model.fixture.Nouns.network;
import static io.swarmsdk.model.fixture.Nouns.node;
import static io.swarmsdk.model.fixture.Nouns.service;
import static io.swarmsdk.model.fixture.Nouns.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.swarmsdk.model.Availability;
import io.swarmsdk.model.Node;
import io.swarmsdk.model.NodeSpec;
import io.swarmsdk.model.ObjectKind;
import io.swarmsdk.model.Task;
import io.swarmsdk.model.internal.core.StoreCore;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class PlanningViewTest {
    private final StoreCore core = new StoreCore();

    @Test
    void readsVersionsThatPendingSetsWillHaveProduced() {
        core.apply(1, 1, changes(c -> c.create(node("m1"))));
        var planning = new PlanningView(core.state());
        var first = changes(c -> c.update(drained(planning)));
        planning.apply(first);
        var second = changes(c -> c.update(drained(planning)));
        planning.apply(second);

        // Both are in flight before either is applied: the second names the version that the first produces.
        assertThat(core.apply(2, 1, first).conflict()).isEmpty();
        assertThat(core.apply(3, 1, second).conflict()).isEmpty();
        assertThat(core.state().node("m1")).isEqualTo(planning.node("m1"));
        assertThat(core.state().node("m1").orElseThrow().meta().version()).isEqualTo(3);
    }

    @Test
    void rejectsTheSecondSetInFlightOnceTheFirstHasFailed() {
        core.apply(1, 1, changes(c -> c.create(node("m1"))));
        var planning = new PlanningView(core.state());
        var first = changes(c -> c.requireAbsent(ObjectKind.NODE, "m2").update(drained(planning)));
        planning.apply(first);
        var second = changes(c -> c.update(drained(planning)));
        core.apply(2, 1, changes(c -> c.create(node("m2"))));
        assertThat(core.apply(3, 1, first).conflict()).isPresent();
        assertThat(core.apply(4, 1, second).conflict()).isPresent();
    }

    @Test
    void isUnchangedByASetItRefuses() {
        var planning = new PlanningView(core.state());
        var bad = changes(c -> c.create(node("m1")).create(service("s1", "web", "none")));
        assertThatThrownBy(() -> planning.apply(bad))
                .isInstanceOf(ConflictException.class)
                .hasMessage("service s1: network 'none' does not exist");
        assertThat(planning.nodes()).isEmpty();
    }

    @Test
    void leavesTheViewItWasMadeFromAlone() {
        core.apply(5, 1, changes(c -> c.create(network("n1", "front"))));
        var base = core.state();
        var planning = new PlanningView(base);
        var web = service("s1", "web", "front");
        planning.apply(changes(c -> c.create(web).create(task("t1", web, 1).withNode("m1"))));
        assertThat(planning.revision()).isEqualTo(5);
        assertThat(planning.tasksOfService("s1")).extracting(Task::id).containsExactly("t1");
        assertThat(planning.tasksOnNode("m1")).hasSize(1);
        assertThat(planning.tasksInSlot("s1", 1)).hasSize(1);
        assertThat(planning.servicesUsingNetwork("front")).hasSize(1);
        assertThat(base.services()).isEmpty();
        assertThat(new PlanningView(planning).tasks()).hasSize(1);
    }

    private static Node drained(StoreView view) {
        return view.node("m1").orElseThrow().withSpec(new NodeSpec(Map.of(), Availability.DRAIN));
    }

    private static ChangeSet changes(UnaryOperator<ChangeSet.Builder> lines) {
        return lines.apply(ChangeSet.builder(T0)).build();
    }
}
