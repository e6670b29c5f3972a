package io.swarmsdk.examples;

import io.swarmsdk.node.SwarmNode;
import io.swarmsdk.node.SwarmTimings;
import io.swarmsdk.scheduler.ProcessExecutor;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs one node until the process is stopped. */
@Command(
        name = "node",
        description = "Runs one node; prints 'ready ...' when it serves. Ends in order on SIGTERM.",
        mixinStandardHelpOptions = true)
final class NodeCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "data directory of the node")
    private @Nullable Path data;

    @Option(
            names = "--bind",
            required = true,
            paramLabel = "IP:PORT",
            description = "address of its sockets; PORT and PORT+1 are used, TCP and UDP")
    private @Nullable String bind;

    @Option(names = "--manager", description = "a manager; without it a worker")
    private boolean manager;

    @Option(
            names = "--managers",
            defaultValue = "1",
            paramLabel = "N",
            description = "founder of a swarm: number of managers it will have (default ${DEFAULT-VALUE})")
    private int managers;

    @Option(names = "--join", paramLabel = "IP:PORT", description = "a manager to join by")
    private @Nullable String join;

    @Option(names = "--token", paramLabel = "T", defaultValue = "", description = "secret to show when joining")
    private String token = "";

    @Option(names = "--run-tasks", description = "a manager that runs tasks too")
    private boolean runTasks;

    @Option(names = "--hostname", paramLabel = "NAME", defaultValue = "", description = "as in node.hostname")
    private String hostname = "";

    @Option(names = "--label", paramLabel = "K=V", description = "as in node.labels.K")
    private Map<String, String> labels = new TreeMap<>();

    @Option(names = "--fast", description = "timings for one machine instead of a data centre")
    private boolean fast;

    @Override
    public Integer call() throws InterruptedException {
        CommandSpec command = java.util.Objects.requireNonNull(spec);
        PrintWriter out = command.commandLine().getOut();
        var stopped = new CountDownLatch(1);
        try (SwarmNode node = build(command)) {
            var hook = new Thread(() -> {
                node.close();
                stopped.countDown();
            });
            Runtime.getRuntime().addShutdownHook(hook);
            if (manager && join == null) {
                line(out, node, "forming");
            }
            try {
                node.ready().get();
            } catch (ExecutionException e) {
                command.commandLine().getErr().println("node: " + Failure.text(e));
                return 1;
            }
            line(out, node, "ready");
            stopped.await();
        }
        return 0;
    }

    private void line(PrintWriter out, SwarmNode node, String state) {
        InetSocketAddress address = node.address();
        out.printf(
                "%s id=%s role=%s api=%s:%d pid=%d",
                state,
                node.id(),
                manager ? "manager" : "worker",
                address.getAddress().getHostAddress(),
                address.getPort(),
                ProcessHandle.current().pid());
        if (manager) {
            out.printf(
                    " worker-token=%s manager-token=%s",
                    node.workerToken().orElse(""), node.managerToken().orElse(""));
        }
        out.println();
        out.flush();
    }

    private SwarmNode build(CommandSpec command) {
        Path directory = java.util.Objects.requireNonNull(data);
        try {
            SwarmNode.Builder builder = SwarmNode.builder()
                    .dataDirectory(directory)
                    .bind(Addresses.parse("--bind", java.util.Objects.requireNonNull(bind)))
                    .manager(manager)
                    .managers(managers)
                    .hostname(hostname)
                    .timings(fast ? SwarmTimings.LOCAL : SwarmTimings.LAN);
            labels.forEach(builder::label);
            String address = join;
            if (address != null) {
                builder.join(Addresses.parse("--join", address), token);
            }
            if (!manager || runTasks) {
                builder.executor(ProcessExecutor.builder()
                        .resolver(new DemoImages())
                        .directory(directory.resolve("tasks"))
                        .build());
            }
            return builder.build();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), Failure.text(e), e);
        }
    }
}
