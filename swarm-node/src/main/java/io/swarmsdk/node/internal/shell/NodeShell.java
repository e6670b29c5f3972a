package io.swarmsdk.node.internal.shell;

import io.swarmsdk.node.NodeInfo;
import io.swarmsdk.node.SwarmException;
import io.swarmsdk.node.SwarmException.NodeException;
import io.swarmsdk.node.internal.config.NodeConfig;
import io.swarmsdk.node.internal.identity.JoinTokens;
import io.swarmsdk.node.internal.manager.Rendezvous;
import io.swarmsdk.node.internal.rpc.ApiServer;
import io.swarmsdk.node.internal.rpc.Channels;
import io.swarmsdk.node.internal.rpc.Failures;
import io.swarmsdk.node.internal.rpc.JoinCalls;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node from start to end. Its API is up from the first moment, so that others can join by it; the rest starts on a
 * thread of its own once the node has joined. Guarded by its own monitor where nothing else is said.
 */
public final class NodeShell implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NodeShell.class);

    private final NodeSettings settings;
    private final DataDirectory directory;
    private final Channels channels = new Channels();
    private final AtomicReference<@Nullable NodeParts> parts = new AtomicReference<>();
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final ApiServer api;
    private final Thread starter;
    private volatile NodeConfig config;
    private boolean closed;

    private NodeShell(NodeSettings settings, DataDirectory directory, NodeConfig config) {
        this.settings = settings;
        this.directory = directory;
        this.config = config;
        this.api = new ApiServer(config.nodeId(), config.api(), this::info, () -> parts().flatMap(NodeParts::overlay));
        this.starter = new Thread(this::run, "swarm-node-" + config.nodeId() + "-start");
        starter.setDaemon(true);
    }

    /** Opens the data directory, binds the API and begins to join. */
    public static NodeShell start(NodeSettings settings) {
        DataDirectory directory = DataDirectory.open(settings.dataDirectory());
        try {
            var shell = new NodeShell(settings, directory, directory.config(settings));
            try {
                shell.begin();
                return shell;
            } catch (RuntimeException e) {
                shell.close();
                throw e;
            }
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    private void begin() {
        if (config.manager()) {
            api.addControl(() -> parts().flatMap(NodeParts::managerServices));
        }
        api.start();
        if (config.manager() && !config.joined() && settings.join().isEmpty()) {
            found();
        }
        starter.start();
    }

    /** A new swarm: its id and tokens are kept before anybody can be told of them. */
    private void found() {
        if (config.clusterId().isEmpty()) {
            config = config.founding(JoinTokens.random());
            config.save(directory.path());
        }
    }

    private void run() {
        try {
            Runnable afterParts = () -> {};
            boolean founder =
                    !config.joined() && config.manager() && settings.join().isEmpty();
            if (founder) {
                var rendezvous = new Rendezvous(settings.managers(), config.asManager());
                serveMembership(rendezvous);
                LOG.info(
                        "[{}] forming swarm {}: {}",
                        config.nodeId(),
                        config.clusterId().orElse(""),
                        rendezvous.progress());
                become(config.withManagers(rendezvous.gathered().get()));
                afterParts = rendezvous::open;
            } else {
                if (!config.joined()) {
                    become(new JoinCalls(channels, config, settings.token())
                            .join(settings.join().orElseThrow(NodeShell::nowhereToJoin), settings.joinTimeout()));
                }
                if (config.manager()) {
                    serveMembership(new Rendezvous(config.managers()));
                }
            }
            startParts(founder, afterParts);
        } catch (InterruptedException e) {
            failed(new NodeException("closed while it was starting", e));
        } catch (Exception e) {
            failed(Failures.unwrap(e));
        }
    }

    private static NodeException nowhereToJoin() {
        return new NodeException("join: not given (expected: a manager's address, since this worker is new)", null);
    }

    private void become(NodeConfig joined) {
        config = joined;
        joined.save(directory.path());
        LOG.info(
                "[{}] member of swarm {} as {}, managers {}",
                joined.nodeId(),
                joined.clusterId().orElse(""),
                joined.manager() ? "manager" : "worker",
                joined.managers());
    }

    private void serveMembership(Rendezvous rendezvous) {
        api.addMembership(
                config.clusterId().orElseThrow(),
                config.tokens().orElseThrow(),
                rendezvous,
                () -> parts().flatMap(NodeParts::managerServices));
    }

    private void startParts(boolean first, Runnable then) throws InterruptedException {
        var started = new NodeParts(config, settings, directory.path(), channels, first);
        synchronized (this) {
            if (closed) {
                started.close(false);
                return;
            }
            parts.set(started);
        }
        then.run();
        started.managerServices()
                .ifPresent(services -> api.addDispatch(
                        services,
                        config.clusterId().orElseThrow(),
                        config.tokens().orElseThrow(),
                        config.managers()));
        new JoinCalls(channels, config, config.token(settings.token()))
                .register(started.description(), settings.labels(), this::isClosed);
        synchronized (this) {
            if (closed) {
                return; // the parts are ended; an agent that begins now would outlive them
            }
            started.startAgent(config.token(settings.token())).thenRun(this::serves);
        }
    }

    private void serves() {
        LOG.info("[{}] ready at {}", config.nodeId(), config.api());
        ready.complete(null);
    }

    private void failed(Throwable cause) {
        if (isClosed()) {
            LOG.info("[{}] closed while it was starting", config.nodeId());
        } else {
            LOG.error("[{}] cannot start: {}", config.nodeId(), cause.getMessage(), cause);
        }
        end(
                false,
                cause instanceof SwarmException known
                        ? known
                        : new NodeException(config.nodeId() + ": " + cause.getMessage(), cause));
    }

    /** Completes when the node serves. */
    public CompletableFuture<Void> ready() {
        return ready.copy();
    }

    /** What is in its file. */
    public NodeConfig config() {
        return config;
    }

    /** What it knows of itself now. */
    public NodeInfo info() {
        return parts().map(NodeParts::info)
                .orElseGet(() -> new NodeInfo(
                        config.nodeId(),
                        config.manager() ? "manager" : "worker",
                        config.clusterId().orElse(""),
                        Optional.empty(),
                        List.of(),
                        new NodeInfo.Overlay("", 0, 0, 0, 0),
                        0));
    }

    private Optional<NodeParts> parts() {
        return Optional.ofNullable(parts.get());
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        starter.interrupt();
        end(true, closedByCaller());
        awaitStarter();
    }

    /** Ends without a word. */
    public void halt() {
        starter.interrupt();
        channels.close(); // first: nothing may leave this node any more
        api.close();
        end(false, closedByCaller());
        awaitStarter();
    }

    private NodeException closedByCaller() {
        return new NodeException(config.nodeId() + ": closed", null);
    }

    /** The start thread may be the one that ends the node: only after it is everything let go of. */
    private void awaitStarter() {
        if (Thread.currentThread() == starter) {
            return;
        }
        try {
            starter.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whoever hears that the node is not ready finds it closed. */
    private void end(boolean inOrder, SwarmException why) {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        parts().ifPresent(started -> started.close(inOrder));
        channels.close();
        api.close();
        directory.close();
        ready.completeExceptionally(why);
        LOG.info("[{}] {}", config.nodeId(), inOrder ? "closed" : "halted");
    }
}
