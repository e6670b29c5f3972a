package io.swarmsdk.node.internal.rpc;

import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.util.MutableHandlerRegistry;
import io.swarmsdk.node.NodeInfo;
import io.swarmsdk.node.SwarmException.NodeException;
import io.swarmsdk.node.internal.config.HostPort;
import io.swarmsdk.node.internal.config.ManagerAddress;
import io.swarmsdk.node.internal.identity.JoinTokens;
import io.swarmsdk.node.internal.manager.Rendezvous;
import io.swarmsdk.node.internal.overlay.OverlayWiring;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A node's API: diagnostics from the first moment, more services as the node comes to have them. */
public final class ApiServer implements AutoCloseable {
    private static final int THREADS = 4;
    private static final int FREE_TRIES = 200;
    private static final long FREE_RETRY_MILLIS = 5;

    private final InetSocketAddress address;
    private final MutableHandlerRegistry services = new MutableHandlerRegistry();
    private final ExecutorService threads;
    private final Server server;
    private volatile boolean bound;

    /** A server on this address, not yet bound. */
    public ApiServer(
            String nodeId,
            InetSocketAddress address,
            Supplier<NodeInfo> info,
            Supplier<Optional<OverlayWiring>> overlay) {
        this.address = address;
        var number = new AtomicInteger();
        var pool = new ThreadPoolExecutor(THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), run -> {
            var thread = new Thread(run, "swarm-node-" + nodeId + "-api-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        pool.allowCoreThreadTimeOut(true);
        threads = pool;
        services.addService(new DiagnosticsEndpoint(info, overlay));
        server = NettyServerBuilder.forAddress(address)
                .executor(threads)
                .fallbackHandlerRegistry(services)
                .maxInboundMessageSize(Channels.MAX_MESSAGE_BYTES)
                .permitKeepAliveTime(1, TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true)
                .build();
    }

    /**
     * Binds.
     *
     * @throws NodeException if the address is taken
     */
    public void start() {
        try {
            server.start();
            bound = true;
        } catch (IOException e) {
            Throwable root = e.getCause() == null ? e : e.getCause();
            throw new NodeException(
                    "bind: " + HostPort.format(address) + ": " + root.getMessage() + " (expected: a free address)", e);
        }
    }

    /** Serves clients. */
    public void addControl(Supplier<Optional<ManagerServices>> manager) {
        services.addService(ServerInterceptors.intercept(new ControlEndpoint(manager), Forwarding.reader()));
    }

    /** Serves nodes that want to join. */
    public void addMembership(
            String clusterId, JoinTokens tokens, Rendezvous rendezvous, Supplier<Optional<ManagerServices>> manager) {
        services.addService(ServerInterceptors.intercept(
                new MembershipEndpoint(clusterId, tokens, rendezvous, manager), Forwarding.reader()));
    }

    /** Serves agents. */
    public void addDispatch(
            ManagerServices manager, String clusterId, JoinTokens tokens, List<ManagerAddress> managers) {
        services.addService(
                new DispatchEndpoint(manager.dispatcher(), clusterId, tokens, new DispatcherFrames(managers)));
    }

    @Override
    public void close() {
        server.shutdownNow();
        try {
            server.awaitTermination(2, TimeUnit.SECONDS);
            awaitAddressFree();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.shutdownNow();
    }

    /** A selector lets go of a closed socket at its next turn only; who starts the node again shall find it free. */
    private void awaitAddressFree() throws InterruptedException {
        for (int i = 0; bound && !isFree() && i < FREE_TRIES; i++) {
            Thread.sleep(FREE_RETRY_MILLIS);
        }
    }

    private boolean isFree() {
        try (var probe = new Socket()) {
            probe.setReuseAddress(true); // connections of the past do not count, a listener does
            probe.bind(address);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
