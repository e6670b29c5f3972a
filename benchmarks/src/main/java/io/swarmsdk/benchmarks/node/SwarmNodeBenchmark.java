package io.swarmsdk.benchmarks.node;

import io.swarmsdk.benchmarks.Folders;
import io.swarmsdk.model.ServiceSpec;
import io.swarmsdk.model.StackSpec;
import io.swarmsdk.model.TaskState;
import io.swarmsdk.node.SwarmClient;
import io.swarmsdk.node.SwarmNode;
import io.swarmsdk.node.SwarmState;
import io.swarmsdk.node.SwarmTimings;
import io.swarmsdk.scheduler.InJvmExecutor;
import io.swarmsdk.scheduler.TaskProgram;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A swarm of one node, manager and worker at once, asked by a client in the same JVM over gRPC on loopback. Writes go
 * through the replicated log with its flush to disk.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class SwarmNodeBenchmark {
    private static final String IMAGE = "benchmark/idle";

    private final Path folder = Folders.create();
    private final SwarmNode node = SwarmNode.builder()
            .dataDirectory(folder)
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .manager(true)
            .timings(SwarmTimings.LOCAL)
            .executor(InJvmExecutor.builder()
                    .program(IMAGE, TaskProgram.of(context -> new CountDownLatch(1).await()))
                    .build())
            .build();
    private final SwarmClient client = node.client();

    /** Waits until the node serves. */
    @Setup
    public void start() {
        node.ready().join();
    }

    /** Leaves and removes the data. */
    @TearDown
    public void stop() {
        client.close();
        node.close();
        Folders.delete(folder);
    }

    /** A linearizable read of a swarm that has next to nothing in it. */
    @Benchmark
    public SwarmState readState() {
        return client.state().join();
    }

    /** Two writes: a stack of one service without tasks comes and goes. */
    @Benchmark
    public long deployAndRemove() {
        return client.deployStack(stack(0)).join() + client.removeStack("bench").join();
    }

    /**
     * A stack of one service with one task, from the request until the task is seen running, and from the request to
     * remove it until the task is seen gone. Both are seen by reading the state again and again.
     */
    @Benchmark
    public SwarmState runAndRemove() {
        client.deployStack(stack(1)).join();
        await(state -> state.tasks().stream().anyMatch(task -> task.status().state() == TaskState.RUNNING));
        client.removeStack("bench").join();
        return await(state -> state.tasks().isEmpty());
    }

    private SwarmState await(Predicate<SwarmState> condition) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < TimeUnit.SECONDS.toNanos(60)) {
            SwarmState state = client.state().join();
            if (condition.test(state)) {
                return state;
            }
        }
        throw new IllegalStateException(
                "not reached within a minute; state " + client.state().join());
    }

    private static StackSpec stack(int replicas) {
        var service = ServiceSpec.replicated("bench_idle", IMAGE, replicas)
                .withLabels(Map.of(ServiceSpec.STACK_LABEL, "bench"));
        return new StackSpec("bench", List.of(service), List.of());
    }
}
