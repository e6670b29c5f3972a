package io.swarmsdk.model.internal.core;

import static io.swarmsdk.model.ObjectKind.NETWORK;
import static io.swarmsdk.model.ObjectKind.NODE;
import static io.swarmsdk.model.ObjectKind.SERVICE;
import static io.swarmsdk.model.ObjectKind.STACK;
import static io.swarmsdk.model.ObjectKind.TASK;
import static io.swarmsdk.model.fixture.Nouns.T0;
import static io.swarmsdk.model.fixture.Nouns.T1;
import static io.swarmsdk.model.fixture.Nouns.in;
import static io.swarmsdk.model.fixture.Nouns.inNetwork;
import static io.swarmsdk.model.fixture.Nouns.network;
import static io.swarmsdk.model.fixture.Nouns.node;
import static io.swarmsdk.model.fixture.Nouns.service;
import static io.swarmsdk.model.fixture.Nouns.stack;
import static io.swarmsdk.model.fixture.Nouns.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.swarmsdk.model.Meta;
import io.swarmsdk.model.SwarmObject;
import io.swarmsdk.model.TaskState;
import io.swarmsdk.model.store.ChangeSet;
import io.swarmsdk.model.store.StoreEvent;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PreconditionsTest {
    private final StoreCore core = new StoreCore();
    private long index;

    /** Two networks, a service in one of them with a running task in the other, and one of each other kind. */
    @BeforeEach
    void fill() {
        var web = service("s1", "web", "front");
        var back = network("n2", "back");
        var outcome = apply(changes -> changes.create(network("n1", "front"))
                .create(back)
                .create(network("n3", "idle"))
                .create(web)
                .create(in(inNetwork(task("t1", web, 1), back), TaskState.RUNNING))
                .create(node("m1"))
                .create(stack("k1", "shop")));
        assertThat(outcome.conflict()).isEmpty();
    }

    static Stream<Arguments> accepted() {
        return Stream.of(
                holds("a new node", c -> c.create(node("m2"))),
                holds(
                        "a service and its tasks",
                        c -> c.create(service("s2", "db")).create(task("t2", service("s2", "db"), 1))),
                holds(
                        "a service and its network",
                        c -> c.create(network("n4", "new")).create(service("s2", "db", "new"))),
                holds("an id of another kind", c -> c.create(node("s1"))),
                holds("a name of another kind", c -> c.create(stack("k2", "web"))),
                holds("the version read", c -> c.update(at(service("s1", "web", "front"), 1))),
                holds(
                        "the version the line before made",
                        c -> c.update(at(node("m1"), 1)).update(at(node("m1"), 2))),
                holds("a rename to a free name", c -> c.update(at(service("s1", "www", "front"), 1))),
                holds("a rename that changes case only", c -> c.update(at(network("n1", "FRONT"), 1))),
                holds("the end of a service that has tasks", c -> c.delete(SERVICE, "s1", 1)),
                holds("the end of a network nobody uses", c -> c.delete(NETWORK, "n3", 1)),
                holds(
                        "the end of a network after that of its user",
                        c -> c.delete(SERVICE, "s1", 1).delete(NETWORK, "n1", 1)),
                holds(
                        "the end of a network whose last task has ended",
                        c -> c.update(at(
                                        in(
                                                inNetwork(task("t1", service("s1", "web"), 1), network("n2", "back")),
                                                TaskState.FAILED),
                                        1))
                                .delete(NETWORK, "n2", 1)),
                holds(
                        "a task that outlives its service",
                        c -> c.delete(SERVICE, "s1", 1)
                                .update(at(in(task("t1", service("s1", "web"), 1), TaskState.SHUTDOWN), 1))),
                holds("an id that was freed", c -> c.delete(NODE, "m1", 1).create(node("m1"))),
                holds("a name that was freed", c -> c.delete(STACK, "k1", 1).create(stack("k2", "shop"))),
                holds(
                        "a name that a rename freed",
                        c -> c.update(at(service("s1", "www"), 1)).create(service("s2", "web"))),
                holds(
                        "demands that are met",
                        c -> c.requireVersion(TASK, "t1", 1)
                                .requireAbsent(TASK, "t2")
                                .requireNameFree(NETWORK, "web")),
                holds("its own term", c -> c.inTerm(3).requireAbsent(TASK, "t2")),
                holds("a term this log has yet to reach", c -> c.inTerm(4).requireAbsent(TASK, "t2")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("accepted")
    void accepts(String what, UnaryOperator<ChangeSet.Builder> lines) {
        assertThat(apply(lines).conflict()).as(what).isEmpty();
    }

    static Stream<Arguments> rejected() {
        return Stream.of(
                fails("node m1: exists already", c -> c.create(node("m1"))),
                fails("node m2: exists already", c -> c.create(node("m2")).create(node("m2"))),
                fails("service web: name is taken by s1", c -> c.create(service("s2", "web"))),
                fails("service WEB: name is taken by s1", c -> c.create(service("s2", "WEB"))),
                fails("network front: name is taken by n1", c -> c.create(network("n4", "front"))),
                fails("stack shop: name is taken by k1", c -> c.create(stack("k2", "shop"))),
                fails("network back: name is taken by n2", c -> c.update(at(network("n1", "back"), 1))),
                fails("task t2: service s9 does not exist", c -> c.create(task("t2", service("s9", "x"), 1))),
                fails("task t1: service s9 does not exist", c -> c.update(at(task("t1", service("s9", "x"), 1), 1))),
                fails(
                        "task t2: service s2 does not exist",
                        c -> c.create(task("t2", service("s2", "db"), 1)).create(service("s2", "db"))),
                fails("service s2: network 'none' does not exist", c -> c.create(service("s2", "db", "front", "none"))),
                fails("service s1: network 'none' does not exist", c -> c.update(at(service("s1", "web", "none"), 1))),
                fails("node m1: is at version 1 (expected: 2)", c -> c.update(at(node("m1"), 2))),
                fails(
                        "node m1: is at version 2 (expected: 1)",
                        c -> c.update(at(node("m1"), 1)).update(at(node("m1"), 1))),
                fails("node m9: does not exist", c -> c.update(at(node("m9"), 1))),
                fails("task t1: is at version 1 (expected: 7)", c -> c.delete(TASK, "t1", 7)),
                fails("task t9: does not exist", c -> c.delete(TASK, "t9", 1)),
                fails("network n1: is in use by service web", c -> c.delete(NETWORK, "n1", 1)),
                fails("network n2: is in use by task web.1", c -> c.delete(NETWORK, "n2", 1)),
                fails("network n1: is in use by service web", c -> c.update(at(network("n1", "other"), 1))),
                fails("node m1: is at version 1 (expected: 3)", c -> c.requireVersion(NODE, "m1", 3)),
                fails("node m9: does not exist", c -> c.requireVersion(NODE, "m9", 1)),
                fails("node m1: exists already", c -> c.requireAbsent(NODE, "m1")),
                fails("service web: name is taken by s1", c -> c.requireNameFree(SERVICE, "web")),
                fails("made in term 2, term 3 has begun", c -> c.inTerm(2).create(node("m2"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rejected")
    void rejectsTheWholeSet(String conflict, UnaryOperator<ChangeSet.Builder> lines) {
        var before = core.state();
        var outcome = apply(changes -> lines.apply(changes.create(node("innocent"))));
        assertThat(outcome.conflict()).map(Object::toString).contains(conflict);
        assertThat(outcome.events()).isEmpty();
        assertThat(core.state()).isSameAs(before);
    }

    @Test
    void writesVersionAndTimesItself() {
        apply(changes -> changes.create(node("m2").withMeta(new Meta(40, T1, T1))));
        assertThat(core.state().node("m2").orElseThrow().meta()).isEqualTo(new Meta(1, T0, T0));
        var later = ChangeSet.builder(T1)
                .update(node("m2").withMeta(new Meta(1, T1.plusSeconds(9), T1)))
                .build();
        core.apply(++index, 3, later);
        assertThat(core.state().node("m2").orElseThrow().meta()).isEqualTo(new Meta(2, T0, T1));
    }

    @Test
    void tellsWhatChangedInOrderAndMovesTheRevisionOnlyWhenApplied() {
        long filled = core.state().revision();
        apply(changes -> changes.create(node("m1")));
        assertThat(core.state().revision()).isEqualTo(filled);
        var outcome = apply(changes -> changes.update(at(node("m1"), 1)).delete(NODE, "m1", 2));
        assertThat(core.state().revision()).isEqualTo(index).isEqualTo(outcome.revision());
        assertThat(outcome.events()).extracting(StoreEvent::revision).containsOnly(index);
        assertThat(outcome.events())
                .extracting(event -> event.before().map(o -> o.meta().version()).orElse(0L) + " -> "
                        + event.after().map(o -> o.meta().version()).orElse(0L))
                .containsExactly("1 -> 2", "2 -> 0");
    }

    @Test
    void refusesEntriesOutOfLogOrder() {
        var none = ChangeSet.builder(T0).build();
        assertThatThrownBy(() -> core.apply(index, 3, none)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> core.apply(index + 1, 2, none)).isInstanceOf(IllegalStateException.class);
    }

    private StoreCore.Outcome apply(UnaryOperator<ChangeSet.Builder> lines) {
        return core.apply(++index, 3, lines.apply(ChangeSet.builder(T0)).build());
    }

    private static SwarmObject at(SwarmObject object, long version) {
        return object.withMeta(new Meta(version, T0, T0));
    }

    private static Arguments holds(String what, UnaryOperator<ChangeSet.Builder> lines) {
        return arguments(what, lines);
    }

    private static Arguments fails(String conflict, UnaryOperator<ChangeSet.Builder> lines) {
        return arguments(conflict, lines);
    }
}
