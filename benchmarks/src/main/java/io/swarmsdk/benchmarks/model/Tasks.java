package io.swarmsdk.benchmarks.model;

import io.swarmsdk.model.ContainerSpec;
import io.swarmsdk.model.Meta;
import io.swarmsdk.model.Service;
import io.swarmsdk.model.ServiceSpec;
import io.swarmsdk.model.Task;
import io.swarmsdk.model.TaskSpec;
import io.swarmsdk.model.TaskState;
import io.swarmsdk.model.TaskStatus;
import io.swarmsdk.model.store.ChangeSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A store's content: services of a hundred tasks each, spread over a hundred nodes. */
final class Tasks {
    static final Instant AT = Instant.ofEpochSecond(1_700_000_000);

    private static final int PER_SERVICE = 100;

    private Tasks() {}

    static String id(int number) {
        return "task-%07d".formatted(number);
    }

    /** One change set per service: the service and its tasks. */
    static List<ChangeSet> creating(int tasks) {
        List<ChangeSet> sets = new ArrayList<>();
        for (int first = 0; first < tasks; first += PER_SERVICE) {
            String service = "service-" + first / PER_SERVICE;
            var set = ChangeSet.builder(AT)
                    .create(Service.create(service, ServiceSpec.replicated(service, "shop/web:1", PER_SERVICE)));
            for (int i = first; i < Math.min(first + PER_SERVICE, tasks); i++) {
                set.create(task(i, service));
            }
            sets.add(set.build());
        }
        return sets;
    }

    /** The task as its agent reports it once more. */
    static ChangeSet reporting(Task task, String message) {
        return ChangeSet.builder(AT)
                .update(task.withStatus(TaskStatus.of(TaskState.RUNNING, AT, message)))
                .build();
    }

    private static Task task(int number, String service) {
        return new Task(
                id(number),
                Meta.unsaved(),
                service,
                service,
                number % PER_SERVICE + 1,
                Optional.of("node-" + number % 100),
                TaskSpec.of(ContainerSpec.of("shop/web:1")),
                1,
                List.of(),
                TaskState.RUNNING,
                TaskStatus.of(TaskState.RUNNING, AT, "started"),
                List.of());
    }
}
