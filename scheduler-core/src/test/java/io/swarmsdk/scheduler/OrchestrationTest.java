package io.swarmsdk.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.swarmsdk.model.Availability;
import io.swarmsdk.model.Meta;
import io.swarmsdk.model.Node;
import io.swarmsdk.model.NodeDescription;
import io.swarmsdk.model.NodeRole;
import io.swarmsdk.model.NodeSpec;
import io.swarmsdk.model.NodeState;
import io.swarmsdk.model.NodeStatus;
import io.swarmsdk.model.Resources;
import io.swarmsdk.model.Service;
import io.swarmsdk.model.ServiceSpec;
import io.swarmsdk.model.SwarmObject;
import io.swarmsdk.model.TaskState;
import io.swarmsdk.model.spi.Applier;
import io.swarmsdk.model.spi.Leadership;
import io.swarmsdk.model.spi.ReplicatedLog;
import io.swarmsdk.model.store.ChangeSet;
import io.swarmsdk.model.store.StateStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The control thread on a real store. */
@Timeout(60)
class OrchestrationTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final DeposableLog log = new DeposableLog();
    private final StateStore store = StateStore.builder().name("test").log(log).build();
    private final Orchestration orchestration =
            Orchestration.builder().name("test").store(store).build();

    @AfterEach
    void close() {
        orchestration.close();
        store.close();
    }

    private void create(SwarmObject object) {
        store.commit(ChangeSet.builder(Instant.now()).create(object).build(), PATIENCE)
                .join();
    }

    private static Node node(String id) {
        return new Node(
                id,
                Meta.unsaved(),
                new NodeSpec(Map.of(), Availability.ACTIVE),
                NodeRole.WORKER,
                new NodeDescription(
                        id, "linux", "x86_64", "127.0.0.1", new Resources(8_000_000_000L, 1L << 33), Map.of()),
                new NodeStatus(NodeState.READY, ""));
    }

    private long assigned(String service) {
        return store.view().tasksOfService(service).stream()
                .filter(task -> task.status().state() == TaskState.ASSIGNED)
                .count();
    }

    private static boolean threadRuns() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("swarm-scheduler-test-control"));
    }

    @Test
    void turnsAServiceIntoAssignedTasks() {
        create(node("n1"));
        create(node("n2"));
        create(Service.create("web", ServiceSpec.replicated("web", "web:1", 1_000)));
        await().atMost(PATIENCE).until(() -> assigned("web") == 1_000);
        assertThat(store.view().tasksOnNode("n1")).hasSize(500);
        assertThat(orchestration.status().working()).isTrue();
        assertThat(orchestration.status().tasksWithoutNode()).isZero();
    }

    @Test
    void restsWhileItDoesNotLead() {
        create(node("n1"));
        await().atMost(PATIENCE).until(() -> orchestration.status().working());
        log.depose();
        await().atMost(PATIENCE).until(() -> !orchestration.status().working());
        create(Service.create("web", ServiceSpec.replicated("web", "web:1", 2)));
        assertThat(store.view().tasksOfService("web")).isEmpty();
        log.elect(2);
        await().atMost(PATIENCE).until(() -> orchestration.status().term() == 2);
        // the log below is still in term 1, in which nothing forbids a change set of term 2
        await().atMost(PATIENCE).until(() -> assigned("web") == 2);
    }

    @Test
    void closingEndsTheThreadAndLeavesTheStoreOpen() {
        await().atMost(PATIENCE).until(() -> orchestration.status().working());
        assertThat(threadRuns()).isTrue();
        orchestration.close();
        orchestration.close();
        assertThat(threadRuns()).isFalse();
        assertThat(orchestration.status().working()).isFalse();
        create(node("n1"));
        assertThat(store.view().nodes()).hasSize(1);
    }

    @Test
    void refusesSettingsOutOfRange() {
        assertThatThrownBy(() -> Orchestration.builder().build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("store: null (expected: a state store)");
        assertThatThrownBy(() ->
                        Orchestration.builder().store(store).taskHistory(0).build())
                .hasMessage("taskHistory: 0 (expected: >= 1)");
        assertThatThrownBy(() -> Orchestration.builder()
                        .store(store)
                        .commitTimeout(Duration.ZERO)
                        .build())
                .hasMessage("commitTimeout: PT0S (expected: > 0)");
    }

    /** A local log whose leadership the test takes and gives. */
    private static final class DeposableLog implements ReplicatedLog {
        private final ReplicatedLog local = ReplicatedLog.local();
        private @Nullable Applier applier;

        @Override
        public void start(Applier value) {
            applier = value;
            local.start(value);
        }

        void depose() {
            Objects.requireNonNull(applier).leadershipLost(1);
        }

        void elect(long term) {
            Objects.requireNonNull(applier).leaderCaughtUp(term);
        }

        @Override
        public CompletableFuture<byte[]> propose(byte[] data, Duration deadline) {
            return local.propose(data, deadline);
        }

        @Override
        public CompletableFuture<Long> readBarrier(Duration deadline) {
            return local.readBarrier(deadline);
        }

        @Override
        public Leadership leadership() {
            return local.leadership();
        }

        @Override
        public void close() {
            local.close();
        }
    }
}
