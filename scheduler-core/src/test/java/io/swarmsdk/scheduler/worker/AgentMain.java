package io.swarmsdk.scheduler.worker;

import io.swarmsdk.model.ContainerSpec;
import io.swarmsdk.model.TaskState;
import io.swarmsdk.scheduler.ProcessExecutor;
import io.swarmsdk.scheduler.spi.ResolvedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** An agent in a JVM of its own that runs one long task, prints {@code PID <pid>} and waits to be killed. */
public final class AgentMain {
    private AgentMain() {}

    public static void main(String[] arguments) throws Exception {
        var data = Path.of(arguments[0]);
        var executor = ProcessExecutor.builder()
                .resolver(image -> Optional.of(ResolvedImage.of("/bin/sh", "-c", "sleep 1000; exit 7")))
                .directory(data.resolve("tasks"))
                .build();
        try (var swarm = new LocalSwarm()) {
            swarm.start(swarm.agent("n1").dataDirectory(data).executor(executor));
            swarm.create(Nouns.task("t1", "n1", ContainerSpec.of("sleeper").withCommand(List.of())));
            System.out.println(
                    "PID " + swarm.await("t1", TaskState.RUNNING).pid().orElseThrow());
            new CountDownLatch(1).await();
        }
    }
}
