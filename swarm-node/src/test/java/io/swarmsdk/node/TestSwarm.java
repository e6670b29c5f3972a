package io.swarmsdk.node;

import io.swarmsdk.model.ContainerSpec;
import io.swarmsdk.model.NetworkSpec;
import io.swarmsdk.model.NetworkUse;
import io.swarmsdk.model.NodeState;
import io.swarmsdk.model.Resources;
import io.swarmsdk.model.RestartPolicy;
import io.swarmsdk.model.ServiceSpec;
import io.swarmsdk.model.StackSpec;
import io.swarmsdk.model.Task;
import io.swarmsdk.model.TaskSpec;
import io.swarmsdk.model.TaskState;
import io.swarmsdk.scheduler.InJvmExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/**
 * A swarm in this JVM, over loopback: managers {@code m1…} and workers {@code w1…}, each in a directory of its own.
 * Closing it closes all nodes and then demands that none of their threads is left.
 */
final class TestSwarm implements AutoCloseable {
    static final Duration LIMIT = Duration.ofSeconds(60);
    /** The one image the workers know: it waits until it is stopped. */
    static final String IMAGE = "waiter";

    private static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final Path directory;
    private final Map<String, SwarmNode> running = new LinkedHashMap<>();
    private final Map<String, String> ids = new LinkedHashMap<>();
    private final Map<String, String> programs = new ConcurrentHashMap<>();
    private int managers;

    TestSwarm(Path directory) {
        this.directory = directory;
    }

    /** One whose nodes are all ready and take tasks. */
    static TestSwarm formed(Path directory, int managers, int workers) throws Exception {
        var swarm = new TestSwarm(directory);
        try {
            swarm.managers = managers;
            SwarmNode first = swarm.start("m1", swarm.builder("m1"));
            for (int i = 2; i <= managers; i++) {
                swarm.start(
                        "m" + i,
                        swarm.builder("m" + i)
                                .join(first.address(), first.managerToken().orElseThrow()));
            }
            swarm.allReady();
            for (int i = 1; i <= workers; i++) {
                swarm.start(
                        "w" + i,
                        swarm.builder("w" + i)
                                .join(first.address(), first.workerToken().orElseThrow()));
            }
            swarm.allReady();
            swarm.allTakeTasks();
            return swarm;
        } catch (Exception | AssertionError e) {
            swarm.close();
            throw e;
        }
    }

    /** The settings of a node of this name, without the address to join by. */
    SwarmNode.Builder builder(String name) {
        boolean manager = name.startsWith("m");
        SwarmNode.Builder builder = SwarmNode.builder()
                .dataDirectory(directoryOf(name))
                .bind(ANY)
                .hostname(name)
                .timings(SwarmTimings.LOCAL)
                .manager(manager)
                .managers(Math.max(1, managers));
        return manager ? builder : builder.executor(executor(name));
    }

    private InJvmExecutor executor(String worker) {
        return InJvmExecutor.builder()
                .resources(new Resources(8_000_000_000L, 8L << 30))
                .program(IMAGE, context -> {
                    String run =
                            context.task().id() + "/" + Thread.currentThread().getName();
                    programs.put(run, worker);
                    try {
                        new CountDownLatch(1).await();
                        return 1;
                    } catch (InterruptedException stopped) {
                        return 0;
                    } finally {
                        programs.remove(run);
                    }
                })
                .build();
    }

    Path directoryOf(String name) {
        return directory.resolve(name);
    }

    /** Starts a node and does not wait for it. */
    SwarmNode start(String name, SwarmNode.Builder settings) {
        SwarmNode node = settings.build();
        running.put(name, node);
        ids.put(name, node.id());
        return node;
    }

    /** Starts a node again on its directory and waits until it is ready. */
    SwarmNode restart(String name) throws Exception {
        return start(name, builder(name)).ready().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    /** A node is ready when its swarm knows it; it gets tasks once its agent has a session too. */
    private void allTakeTasks() {
        try (SwarmClient client = client()) {
            await(
                    client,
                    state -> state.nodes().size() == running.size()
                            && state.nodes().stream()
                                    .allMatch(node -> node.status().state() == NodeState.READY));
        }
    }

    private void allReady() throws Exception {
        for (SwarmNode node : running.values()) {
            node.ready().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
    }

    SwarmNode node(String name) {
        SwarmNode node = running.get(name);
        if (node == null) {
            throw new IllegalStateException(name + ": does not run");
        }
        return node;
    }

    void halt(String name) {
        SwarmNode node = node(name);
        running.remove(name);
        node.halt();
    }

    void stop(String name) {
        SwarmNode node = node(name);
        running.remove(name);
        node.close();
    }

    /** The name of the manager that leads by its own word. */
    String leader() {
        return Awaitility.await()
                .atMost(LIMIT)
                .until(() -> running.keySet().stream().filter(this::leads).findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    boolean leads(String name) {
        return node(name)
                .info()
                .raft()
                .filter(raft -> raft.role().equals("leader"))
                .isPresent();
    }

    /** The managers that do not lead. */
    List<String> followers() {
        String leader = leader();
        return running.keySet().stream()
                .filter(name -> name.startsWith("m") && !name.equals(leader))
                .toList();
    }

    /** A client that knows all running managers. */
    SwarmClient client() {
        SwarmClient.Builder builder = SwarmClient.builder().timeout(LIMIT);
        running.forEach((name, node) -> {
            if (name.startsWith("m")) {
                builder.manager(node.address());
            }
        });
        return builder.build();
    }

    /** The first state for which this holds. */
    static SwarmState await(SwarmClient client, Predicate<SwarmState> holds) {
        return Awaitility.await()
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(100))
                .ignoreException(java.util.concurrent.ExecutionException.class)
                .until(() -> client.state().get(LIMIT.toSeconds(), TimeUnit.SECONDS), holds);
    }

    /** How many programs run on a worker, by their own word. */
    long programsOn(String worker) {
        return programs.values().stream().filter(worker::equals).count();
    }

    /** Tasks of a service that run, and should. */
    static List<Task> runningTasks(SwarmState state, String service) {
        return state.tasksOf(service).stream()
                .filter(task ->
                        task.desired() == TaskState.RUNNING && task.status().state() == TaskState.RUNNING)
                .toList();
    }

    /** A stack of one network and one service on it. */
    static StackSpec stack(String name, int replicas) {
        var labels = Map.of(ServiceSpec.STACK_LABEL, name);
        ServiceSpec service = ServiceSpec.replicated(name + "_web", IMAGE, replicas);
        return new StackSpec(
                name,
                List.of(service.withLabels(labels)
                        .withTask(TaskSpec.of(ContainerSpec.of(IMAGE))
                                .withRestart(new RestartPolicy(
                                        RestartPolicy.Condition.ANY, Duration.ofMillis(200), 0, Duration.ZERO))
                                .withNetworks(List.of(new NetworkUse(name + "_net", List.of("web")))))),
                List.of(network(name)));
    }

    /** A stack of one network and nothing else: cheap to deploy. */
    static StackSpec emptyStack(String name) {
        return new StackSpec(name, List.of(), List.of(network(name)));
    }

    private static NetworkSpec network(String stack) {
        return new NetworkSpec(
                stack + "_net", Map.of(ServiceSpec.STACK_LABEL, stack), "overlay", Optional.empty(), false, false);
    }

    @Override
    public void close() {
        var names = new ArrayList<>(running.keySet());
        for (int i = names.size() - 1; i >= 0; i--) { // workers first
            stop(names.get(i));
        }
        noThreadsOf(ids.values().toArray(String[]::new));
    }

    /** Waits until no thread carries one of these nodes' ids. */
    static void noThreadsOf(String... nodeIds) {
        Awaitility.await()
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> threadsOf(nodeIds), TreeSet::isEmpty);
    }

    private static TreeSet<String> threadsOf(String... nodeIds) {
        var left = new TreeSet<String>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            for (String id : nodeIds) {
                if (thread.getName().startsWith("swarm-") && thread.getName().contains(id)) {
                    left.add(thread.getName());
                }
            }
        }
        return left;
    }
}
