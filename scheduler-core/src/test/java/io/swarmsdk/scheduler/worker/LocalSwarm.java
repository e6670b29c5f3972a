package io.swarmsdk.scheduler.worker;

import io.swarmsdk.model.ObjectKind;
import io.swarmsdk.model.SwarmObject;
import io.swarmsdk.model.Task;
import io.swarmsdk.model.TaskState;
import io.swarmsdk.model.TaskStatus;
import io.swarmsdk.model.spi.ReplicatedLog;
import io.swarmsdk.model.store.ChangeSet;
import io.swarmsdk.model.store.ConflictException;
import io.swarmsdk.model.store.StateStore;
import io.swarmsdk.scheduler.Agent;
import io.swarmsdk.scheduler.Dispatcher;
import io.swarmsdk.scheduler.LocalConnector;
import io.swarmsdk.scheduler.spi.DispatcherConnector;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.awaitility.Awaitility;

/** A store, a dispatcher and agents in this JVM, with the real clock; the test plays the orchestrator. */
public final class LocalSwarm implements AutoCloseable {
    public static final Duration LIMIT = Duration.ofSeconds(60);

    public final StateStore store =
            StateStore.builder().log(ReplicatedLog.local()).name("test").build();
    private final ArrayDeque<AutoCloseable> open = new ArrayDeque<>();
    private volatile Dispatcher dispatcher;

    public LocalSwarm() {
        dispatcher = newDispatcher();
        commit(ChangeSet.builder(Instant.now()).create(Nouns.WEB).build());
    }

    private Dispatcher newDispatcher() {
        return Dispatcher.builder()
                .store(store)
                .name("test")
                .heartbeatPeriod(Duration.ofMillis(500))
                .statusBatch(Duration.ofMillis(10))
                .admitUnknownNodes(true)
                .build();
    }

    /** As when the leader's process is replaced. */
    public void replaceDispatcher() {
        dispatcher.close();
        dispatcher = newDispatcher();
    }

    /** A builder of an agent that connects here; start it with {@link #start}. */
    public Agent.Builder agent(String nodeId) {
        return Agent.builder()
                .nodeId(nodeId)
                .description(Nouns.description(nodeId))
                .backoff(Duration.ofMillis(10), Duration.ofMillis(200))
                .connector(connector());
    }

    /** To whichever dispatcher is the present one. */
    public DispatcherConnector connector() {
        return LocalConnector.to(() -> Optional.of(dispatcher));
    }

    /** Starts, waits for the session, and closes with the swarm. */
    public Agent start(Agent.Builder builder) {
        var agent = builder.build();
        open.push(agent);
        Awaitility.await().atMost(LIMIT).until(() -> agent.sessionId().isPresent());
        return agent;
    }

    public void create(SwarmObject object) {
        commit(ChangeSet.builder(Instant.now()).create(object).build());
    }

    /** Reads, changes and tries again on a conflict. */
    public void update(String taskId, Function<Task, Task> change) {
        retry(() -> ChangeSet.builder(Instant.now())
                .update(change.apply(task(taskId)))
                .build());
    }

    public void delete(String taskId) {
        retry(() -> ChangeSet.builder(Instant.now())
                .delete(ObjectKind.TASK, taskId, task(taskId).meta().version())
                .build());
    }

    public Task task(String taskId) {
        return store.view().task(taskId).orElseThrow();
    }

    public TaskStatus await(String taskId, TaskState state) {
        return await(taskId, status -> status.state() == state);
    }

    public TaskStatus await(String taskId, Predicate<TaskStatus> condition) {
        return Awaitility.await("status of " + taskId)
                .atMost(LIMIT)
                .until(() -> task(taskId).status(), condition);
    }

    private void retry(Supplier<ChangeSet> changes) {
        while (true) {
            try {
                commit(changes.get());
                return;
            } catch (CompletionException failed) {
                if (!(failed.getCause() instanceof ConflictException)) {
                    throw failed;
                }
            }
        }
    }

    private void commit(ChangeSet changes) {
        store.commit(changes, LIMIT).join();
    }

    @Override
    public void close() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
        dispatcher.close();
        store.close();
    }
}
