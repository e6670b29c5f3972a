package io.swarmsdk.examples;

import io.swarmsdk.model.Service;
import io.swarmsdk.model.ServiceSpec;
import io.swarmsdk.model.TaskState;
import io.swarmsdk.model.spi.ReplicatedLog;
import io.swarmsdk.model.store.ChangeSet;
import io.swarmsdk.model.store.StateStore;
import io.swarmsdk.scheduler.Agent;
import io.swarmsdk.scheduler.Dispatcher;
import io.swarmsdk.scheduler.InJvmExecutor;
import io.swarmsdk.scheduler.LocalConnector;
import io.swarmsdk.scheduler.Orchestration;
import io.swarmsdk.scheduler.TaskProgram;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;

/** scheduler-core: three tasks run as Java code in this JVM, and one that fails is replaced. */
@Command(name = "schedule", description = "scheduler-core: tasks as Java code, one fails and is replaced.")
final class ScheduleCommand implements Callable<Integer> {
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    @Override
    public Integer call() throws Exception {
        var starts = new AtomicInteger();
        TaskProgram worker = TaskProgram.of(context -> {
            if (starts.incrementAndGet() == 1) {
                throw new IllegalStateException("the first one always fails");
            }
            new java.util.concurrent.CountDownLatch(1).await(); // until it is interrupted
        });
        try (var check = new SelfCheck("schedule");
                StateStore store =
                        StateStore.builder().log(ReplicatedLog.local()).build();
                Orchestration orchestration =
                        Orchestration.builder().store(store).build();
                Dispatcher dispatcher = Dispatcher.builder()
                        .store(store)
                        .heartbeatPeriod(Duration.ofMillis(500))
                        .admitUnknownNodes(true)
                        .build();
                Agent agent = Agent.builder()
                        .nodeId("this-jvm")
                        .executor(InJvmExecutor.builder()
                                .program("demo/worker:1", worker)
                                .build())
                        .connector(LocalConnector.to(dispatcher))
                        .build()) {
            store.commit(
                            ChangeSet.builder(Instant.now())
                                    .create(Service.create("s1", ServiceSpec.replicated("worker", "demo/worker:1", 3)))
                                    .build(),
                            DEADLINE)
                    .join();
            check.eventually("three tasks run", () -> running(store, 3));
            check.that("a failed one was replaced", starts.get() == 4, starts.get() + " starts");
            check.that(
                    "the agent runs what the store says",
                    agent.tasks().stream()
                                    .filter(task -> task.status().state() == TaskState.RUNNING)
                                    .count()
                            == 3,
                    agent.tasks().size() + " tasks known, " + orchestration.status());
            return check.exitCode();
        }
    }

    private static Optional<String> running(StateStore store, int expected) {
        long running = store.view().tasks().stream()
                .filter(task -> task.status().state() == TaskState.RUNNING)
                .count();
        return running == expected ? Optional.empty() : Optional.of(running + " run");
    }
}
