package io.swarmsdk.node.internal.shell;

import io.swarmsdk.gossip.Gossip;
import io.swarmsdk.model.NodeDescription;
import io.swarmsdk.model.Task;
import io.swarmsdk.model.TaskStatus;
import io.swarmsdk.node.NodeInfo;
import io.swarmsdk.node.internal.config.HostPort;
import io.swarmsdk.node.internal.config.ManagerAddress;
import io.swarmsdk.node.internal.config.NodeConfig;
import io.swarmsdk.node.internal.manager.Manager;
import io.swarmsdk.node.internal.overlay.OverlayWiring;
import io.swarmsdk.node.internal.rpc.Channels;
import io.swarmsdk.node.internal.rpc.GrpcConnector;
import io.swarmsdk.node.internal.rpc.ManagerServices;
import io.swarmsdk.node.internal.worker.NoTasks;
import io.swarmsdk.overlay.Vtep;
import io.swarmsdk.overlay.VtepStats;
import io.swarmsdk.scheduler.Agent;
import io.swarmsdk.scheduler.AgentListener;
import io.swarmsdk.scheduler.spi.Executor;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a joined node consists of: manager (or none), gossip, tunnel endpoint and its wiring, agent. */
final class NodeParts {
    private static final Logger LOG = LoggerFactory.getLogger(NodeParts.class);
    private static final String ENDPOINTS = "endpoints";
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    private final NodeConfig config;
    private final Path directory;
    private final Channels channels;
    private final Executor executor;
    private final NodeDescription description;
    private final ScheduledExecutorService timer;
    private final @Nullable Manager manager;
    private final Gossip gossip;
    private final Vtep vtep;
    private final OverlayWiring overlay;
    private final CompletableFuture<Void> firstSession = new CompletableFuture<>();
    private volatile @Nullable Agent agent;

    NodeParts(NodeConfig config, NodeSettings settings, Path directory, Channels channels, boolean first) {
        this.config = config;
        this.directory = directory;
        this.channels = channels;
        this.executor = settings.executor().orElseGet(NoTasks::new);
        this.description = describe(config, settings, executor);
        this.timer = Executors.newSingleThreadScheduledExecutor(run -> {
            var thread = new Thread(run, "swarm-node-" + config.nodeId() + "-timer");
            thread.setDaemon(true);
            return thread;
        });
        var undo = new ArrayList<AutoCloseable>();
        undo.add(timer::shutdownNow);
        try {
            manager = config.manager()
                    ? added(
                            undo,
                            new Manager(config, settings.timings(), directory.resolve("raft"), first, channels, timer))
                    : null;
            vtep = added(
                    undo,
                    Vtep.builder().name(config.nodeId()).bind(config.overlay()).build());
            gossip = added(
                    undo,
                    Gossip.builder()
                            .name(config.nodeId())
                            .bind(config.gossip())
                            .cluster(config.clusterId().orElseThrow())
                            .seeds(config.managers().stream()
                                    .map(ManagerAddress::gossip)
                                    .filter(address -> !address.equals(config.gossip()))
                                    .toList())
                            .metadata((config.manager() ? "manager " : "worker ")
                                    .concat(HostPort.format(config.api()))
                                    .getBytes(StandardCharsets.UTF_8))
                            .profile(settings.timings().gossip())
                            .build());
            overlay = new OverlayWiring(config.nodeId(), vtep, gossip.table(ENDPOINTS));
        } catch (RuntimeException e) {
            for (int i = undo.size() - 1; i >= 0; i--) {
                closeQuietly(undo.get(i), e);
            }
            throw e;
        }
    }

    private static <T extends AutoCloseable> T added(List<AutoCloseable> undo, T part) {
        undo.add(part);
        return part;
    }

    private static void closeQuietly(AutoCloseable part, RuntimeException because) {
        try {
            part.close();
        } catch (Exception e) {
            because.addSuppressed(e);
        }
    }

    private static NodeDescription describe(NodeConfig config, NodeSettings settings, Executor executor) {
        String arch = System.getProperty("os.arch", "");
        return new NodeDescription(
                settings.hostname().isEmpty() ? machineName() : settings.hostname(),
                System.getProperty("os.name", "").toLowerCase(java.util.Locale.ROOT),
                arch.equals("amd64") ? "x86_64" : arch,
                config.api().getAddress().getHostAddress(),
                executor.resources(),
                Map.of());
    }

    private static String machineName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost"; // a machine without a name of its own still has this one
        }
    }

    NodeDescription description() {
        return description;
    }

    Optional<ManagerServices> managerServices() {
        return Optional.ofNullable(manager).map(Manager::services);
    }

    Optional<OverlayWiring> overlay() {
        return Optional.of(overlay);
    }

    /** Completes when the agent has its first session. */
    CompletableFuture<Void> startAgent(String token) {
        agent = Agent.builder()
                .nodeId(config.nodeId())
                .description(description)
                .executor(executor)
                .connector(new GrpcConnector(
                        config.clusterId().orElseThrow(),
                        token,
                        config.managers().stream().map(ManagerAddress::api).toList(),
                        channels))
                .dataDirectory(directory.resolve("agent"))
                .backoff(Duration.ofMillis(100), Duration.ofSeconds(2))
                .listener(new Wired())
                .build();
        return firstSession.copy();
    }

    NodeInfo info() {
        VtepStats stats = vtep.stats();
        return new NodeInfo(
                config.nodeId(),
                config.manager() ? "manager" : "worker",
                config.clusterId().orElse(""),
                Optional.ofNullable(manager).map(Manager::raft),
                gossip.members().stream()
                        .map(member -> new NodeInfo.GossipMember(
                                member.name(),
                                HostPort.format(member.address()),
                                member.state().name()))
                        .toList(),
                new NodeInfo.Overlay(
                        HostPort.format(vtep.address()),
                        stats.framesEncapsulated(),
                        stats.framesDecapsulated(),
                        stats.echoAnswered(),
                        stats.dropped()),
                manager == null ? 0 : manager.store().view().revision());
    }

    /** Ends all parts; in order with goodbyes, or with the way out cut off already. */
    void close(boolean inOrder) {
        if (!inOrder) {
            overlay.close();
            gossip.close();
            vtep.close();
            closeManager();
        }
        Agent running = agent;
        if (running != null) {
            running.close();
        } else {
            closeExecutor();
        }
        overlay.close();
        if (inOrder) {
            leaveGossip();
            gossip.close();
            vtep.close();
            closeManager();
        }
        timer.shutdownNow();
    }

    private void closeManager() {
        if (manager != null) {
            manager.close();
        }
    }

    private void closeExecutor() {
        try {
            executor.close();
        } catch (Exception e) {
            LOG.warn("[{}] executor did not close: {}", config.nodeId(), e.toString());
        }
    }

    private void leaveGossip() {
        try {
            gossip.leave(GOODBYE).join();
        } catch (CompletionException e) {
            LOG.info("[{}] left without everybody hearing of it: {}", config.nodeId(), e.getCause());
        }
    }

    private final class Wired implements AgentListener {
        @Override
        public void taskChanged(Task task, TaskStatus status) {
            LOG.info(
                    "[{}] {} {} {}",
                    config.nodeId(),
                    task.name(),
                    status.state(),
                    status.error().orElse(""));
            overlay.taskChanged(task, status.state());
        }

        @Override
        public void taskRemoved(Task task) {
            overlay.detach(task);
        }

        @Override
        public void connected(String sessionId) {
            firstSession.complete(null);
            LOG.info("[{}] session {}", config.nodeId(), sessionId);
        }

        @Override
        public void disconnected(String reason) {
            LOG.info("[{}] no session: {}", config.nodeId(), reason);
        }
    }
}
