package io.swarmsdk.scheduler.worker;

import static io.swarmsdk.scheduler.worker.LocalSwarm.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.swarmsdk.model.NodeState;
import io.swarmsdk.model.ObjectKind;
import io.swarmsdk.model.Service;
import io.swarmsdk.model.ServiceSpec;
import io.swarmsdk.model.TaskState;
import io.swarmsdk.model.store.ChangeSet;
import io.swarmsdk.scheduler.Agent;
import io.swarmsdk.scheduler.InJvmExecutor;
import io.swarmsdk.scheduler.Orchestration;
import io.swarmsdk.scheduler.TaskProgram;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Orchestration, dispatcher and agents on one store: a service becomes running programs, wherever they can run. */
class WholeSchedulerIT {
    private static final Service API = Service.create("svc-api", ServiceSpec.replicated("api", "shop/api:1", 3));

    private final LocalSwarm swarm = new LocalSwarm();
    /** {@code image@node#task} of every program that runs now. */
    private final Set<String> programs = ConcurrentHashMap.newKeySet();

    private final Orchestration orchestration =
            Orchestration.builder().name("test").store(swarm.store).build();

    @AfterEach
    void close() throws Exception {
        orchestration.close();
        swarm.close();
    }

    private Agent node(String nodeId) {
        return swarm.start(swarm.agent(nodeId)
                .executor(InJvmExecutor.builder()
                        .program("shop/web:1", TaskProgram.of(this::serve))
                        .program("shop/api:1", TaskProgram.of(this::serve))
                        .program("shop/api:2", TaskProgram.of(this::serve))
                        .build()));
    }

    private void serve(TaskProgram.Context context) throws InterruptedException {
        var self = context.task().spec().container().image() + "@" + context.nodeId() + "#"
                + context.task().id();
        programs.add(self);
        try {
            new CountDownLatch(1).await();
        } finally {
            programs.remove(self);
        }
    }

    private long running(String prefix) {
        return programs.stream().filter(program -> program.startsWith(prefix)).count();
    }

    private List<TaskState> desiredRunning() {
        return swarm.store.view().tasksOfService(API.id()).stream()
                .filter(task -> task.desired() == TaskState.RUNNING)
                .map(task -> task.status().state())
                .toList();
    }

    private Service service() {
        return swarm.store.view().service(API.id()).orElseThrow();
    }

    @Test
    void aServiceRunsMovesAwayFromAClosedNodeIsUpdatedAndRemoved() {
        node("n1");
        var leaving = node("n2");
        await("both ready")
                .atMost(LIMIT)
                .until(() -> swarm.store.view().nodes().stream()
                                .filter(node -> node.status().state() == NodeState.READY)
                                .count()
                        == 2);
        swarm.create(API);
        await("three replicas").atMost(LIMIT).until(() -> running("shop/api:1") == 3);
        assertThat(running("shop/api:1@n1")).isPositive();
        assertThat(running("shop/api:1@n2")).isPositive();

        leaving.close();
        await("all on n1").atMost(LIMIT).until(() -> running("shop/api:1@n1") == 3);
        await("stored")
                .atMost(LIMIT)
                .until(() -> desiredRunning().equals(List.of(TaskState.RUNNING, TaskState.RUNNING, TaskState.RUNNING)));

        swarm.store
                .commit(
                        ChangeSet.builder(Instant.now())
                                .update(service().updatedTo(service().spec().withImage("shop/api:2")))
                                .build(),
                        LIMIT)
                .join();
        await("updated").atMost(LIMIT).until(() -> running("shop/api:2@n1") == 3 && running("shop/api") == 3);

        await("removed").atMost(LIMIT).until(() -> {
            // The updater writes to the service too, so a version may be outdated by the time it is deleted.
            swarm.store
                    .view()
                    .service(API.id())
                    .ifPresent(present -> swarm.store
                            .commit(
                                    ChangeSet.builder(Instant.now())
                                            .delete(
                                                    ObjectKind.SERVICE,
                                                    present.id(),
                                                    present.meta().version())
                                            .build(),
                                    LIMIT)
                            .exceptionally(conflict -> null)
                            .join());
            return running("shop/api") == 0
                    && swarm.store.view().tasksOfService(API.id()).isEmpty();
        });
    }
}
