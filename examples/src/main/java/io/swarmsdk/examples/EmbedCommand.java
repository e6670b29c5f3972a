package io.swarmsdk.examples;

import io.swarmsdk.model.ServiceSpec;
import io.swarmsdk.model.StackSpec;
import io.swarmsdk.model.TaskState;
import io.swarmsdk.node.SwarmClient;
import io.swarmsdk.node.SwarmNode;
import io.swarmsdk.node.SwarmTimings;
import io.swarmsdk.scheduler.InJvmExecutor;
import io.swarmsdk.scheduler.TaskProgram;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;

/** swarm-node: a service that is a swarm manager of its own, and its first worker. */
@Command(name = "embed", description = "swarm-node: a manager and worker inside this JVM.")
final class EmbedCommand implements Callable<Integer> {
    @Override
    public Integer call() throws Exception {
        Path directory = Files.createTempDirectory("swarm-embed-");
        TaskProgram hello = TaskProgram.of(context -> new CountDownLatch(1).await());
        try (var check = new SelfCheck("embed");
                SwarmNode node = SwarmNode.builder()
                        .dataDirectory(directory)
                        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                        .manager(true)
                        .executor(InJvmExecutor.builder()
                                .program("demo/hello:1", hello)
                                .build())
                        .timings(SwarmTimings.LOCAL)
                        .build()) {
            node.ready().get(30, TimeUnit.SECONDS);
            try (SwarmClient client = node.client()) {
                ServiceSpec service = ServiceSpec.replicated("greeting_hello", "demo/hello:1", 2)
                        .withLabels(Map.of(ServiceSpec.STACK_LABEL, "greeting"));
                client.deployStack(new StackSpec("greeting", List.of(service), List.of()))
                        .join();
                check.eventually("two tasks run in this JVM", () -> running(client, 2));
                client.scale("greeting_hello", 3).join();
                check.eventually("now three", () -> running(client, 3));
                client.removeStack("greeting").join();
                check.eventually("now none", () -> running(client, 0));
            }
            return check.exitCode();
        } finally {
            SelfCheck.delete(directory);
        }
    }

    private static Optional<String> running(SwarmClient client, int expected) {
        long running = client.state().join().tasks().stream()
                .filter(task -> task.status().state() == TaskState.RUNNING)
                .count();
        return running == expected ? Optional.empty() : Optional.of(running + " run");
    }
}
