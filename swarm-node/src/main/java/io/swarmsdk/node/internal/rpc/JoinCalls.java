package io.swarmsdk.node.internal.rpc;

import io.grpc.StatusRuntimeException;
import io.swarmsdk.model.NodeDescription;
import io.swarmsdk.model.internal.codec.ModelCodec;
import io.swarmsdk.node.SwarmException;
import io.swarmsdk.node.SwarmException.NodeException;
import io.swarmsdk.node.SwarmException.RefusedException;
import io.swarmsdk.node.api.JoinRequest;
import io.swarmsdk.node.api.JoinResponse;
import io.swarmsdk.node.api.Label;
import io.swarmsdk.node.api.MembershipGrpc;
import io.swarmsdk.node.api.RegisterNodeRequest;
import io.swarmsdk.node.internal.config.HostPort;
import io.swarmsdk.node.internal.config.ManagerAddress;
import io.swarmsdk.node.internal.config.NodeConfig;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A node's way into its swarm. Blocks; belongs to the node's start thread. */
public final class JoinCalls {
    private static final Logger LOG = LoggerFactory.getLogger(JoinCalls.class);
    private static final long RETRY_MILLIS = 250;
    private static final long CALL_SECONDS = 5;

    private final Channels channels;
    private final NodeConfig config;
    private final String token;

    /** Calls of this node, showing this token. */
    public JoinCalls(Channels channels, NodeConfig config, String token) {
        this.channels = channels;
        this.config = config;
        this.token = token;
    }

    /**
     * Joins by this manager; tries again while it cannot be reached or its swarm is still forming.
     *
     * @throws SwarmException if it refuses, or does not answer in time
     */
    public NodeConfig join(InetSocketAddress manager, Duration timeout) throws InterruptedException {
        JoinRequest request = JoinRequest.newBuilder()
                .setToken(token)
                .setNodeId(config.nodeId())
                .setManager(config.manager())
                .setApiAddress(HostPort.format(config.api()))
                .setRaftAddress(HostPort.format(config.raft()))
                .setGossipAddress(HostPort.format(config.gossip()))
                .build();
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            long left = deadline - System.nanoTime();
            try {
                return joined(MembershipGrpc.newBlockingStub(channels.to(manager))
                        .withDeadlineAfter(Math.max(left, 1), TimeUnit.NANOSECONDS)
                        .join(request));
            } catch (StatusRuntimeException e) {
                SwarmException failure = Failures.fromWire(e, "manager " + HostPort.format(manager));
                if (isFinal(e, failure)) {
                    throw failure;
                }
                if (left <= TimeUnit.MILLISECONDS.toNanos(RETRY_MILLIS)) {
                    throw new NodeException(
                            "join: not admitted by " + HostPort.format(manager) + " within " + timeout + ": "
                                    + failure.getMessage(),
                            failure);
                }
                LOG.debug("[{}] not joined yet: {}", config.nodeId(), failure.getMessage());
                Thread.sleep(RETRY_MILLIS);
            }
        }
    }

    /** A manager that has just been started does not know its own services yet: only a real refusal is final. */
    private static boolean isFinal(StatusRuntimeException wire, SwarmException failure) {
        return failure instanceof RefusedException && wire.getStatus().getCode() != io.grpc.Status.Code.UNIMPLEMENTED;
    }

    private NodeConfig joined(JoinResponse response) {
        List<ManagerAddress> managers = new ArrayList<>();
        response.getManagersList()
                .forEach(manager -> managers.add(new ManagerAddress(
                        manager.getNodeId(),
                        HostPort.parse("api_address", manager.getApiAddress()),
                        HostPort.parse("raft_address", manager.getRaftAddress()),
                        HostPort.parse("gossip_address", manager.getGossipAddress()))));
        return config.joinedTo(
                response.getClusterId(),
                managers,
                Optional.of(config.manager() ? response.getWorkerToken() : token),
                config.manager() ? Optional.of(response.getManagerToken()) : Optional.empty());
    }

    /**
     * Has the leader write this node into the store; tries again until it is done or the node is closed.
     *
     * @throws SwarmException if it is refused
     */
    public void register(NodeDescription description, Map<String, String> labels, BooleanSupplier closed)
            throws InterruptedException {
        RegisterNodeRequest.Builder request = RegisterNodeRequest.newBuilder()
                .setToken(token)
                .setNodeId(config.nodeId())
                .setManager(config.manager())
                .setRunsTasks(config.runsTasks())
                .setDescription(ModelCodec.toWire(description));
        labels.forEach(
                (key, value) -> request.addLabels(Label.newBuilder().setKey(key).setValue(value)));
        RegisterNodeRequest built = request.build();
        for (int turn = 0; !closed.getAsBoolean(); turn++) {
            ManagerAddress target =
                    config.managers().get(turn % config.managers().size());
            try {
                MembershipGrpc.newBlockingStub(channels.to(target.api()))
                        .withDeadlineAfter(CALL_SECONDS, TimeUnit.SECONDS)
                        .registerNode(built);
                return;
            } catch (StatusRuntimeException e) {
                SwarmException failure = Failures.fromWire(e, "manager " + HostPort.format(target.api()));
                if (isFinal(e, failure)) {
                    throw failure;
                }
                LOG.debug("[{}] not registered yet: {}", config.nodeId(), failure.getMessage());
                Thread.sleep(RETRY_MILLIS);
            }
        }
        throw new InterruptedException("closed");
    }
}
