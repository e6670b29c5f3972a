package io.swarmsdk.node.internal.rpc;

import io.grpc.Channel;
import io.grpc.stub.StreamObserver;
import io.swarmsdk.model.Availability;
import io.swarmsdk.model.Meta;
import io.swarmsdk.model.Node;
import io.swarmsdk.model.NodeRole;
import io.swarmsdk.model.NodeSpec;
import io.swarmsdk.model.NodeStatus;
import io.swarmsdk.model.internal.codec.ModelCodec;
import io.swarmsdk.node.SwarmException.RefusedException;
import io.swarmsdk.node.SwarmException.UnavailableException;
import io.swarmsdk.node.api.JoinRequest;
import io.swarmsdk.node.api.JoinResponse;
import io.swarmsdk.node.api.MembershipGrpc;
import io.swarmsdk.node.api.RegisterNodeRequest;
import io.swarmsdk.node.api.RegisterNodeResponse;
import io.swarmsdk.node.internal.config.HostPort;
import io.swarmsdk.node.internal.config.ManagerAddress;
import io.swarmsdk.node.internal.identity.JoinTokens;
import io.swarmsdk.node.internal.manager.Rendezvous;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** How nodes become members: shows the way to the managers, and writes the node into the store. */
public final class MembershipEndpoint extends MembershipGrpc.MembershipImplBase {
    private final String clusterId;
    private final JoinTokens tokens;
    private final Rendezvous rendezvous;
    private final Supplier<Optional<ManagerServices>> manager;

    /** Serves a manager from the moment it waits for the others. */
    public MembershipEndpoint(
            String clusterId, JoinTokens tokens, Rendezvous rendezvous, Supplier<Optional<ManagerServices>> manager) {
        this.clusterId = clusterId;
        this.tokens = tokens;
        this.rendezvous = rendezvous;
        this.manager = manager;
    }

    @Override
    public void join(JoinRequest request, StreamObserver<JoinResponse> out) {
        Futures.answer(joined(request), out);
    }

    private CompletableFuture<JoinResponse> joined(JoinRequest request) {
        try {
            checkToken(request.getToken(), request.getManager());
            if (!request.getManager()) {
                CompletableFuture<List<ManagerAddress>> managers = rendezvous.completed();
                if (!managers.isDone()) {
                    throw new UnavailableException("the swarm is still forming: " + rendezvous.progress(), null);
                }
                return managers.thenApply(set -> answer(set, false));
            }
            var joining = new ManagerAddress(
                    request.getNodeId(),
                    HostPort.parse("api_address", request.getApiAddress()),
                    HostPort.parse("raft_address", request.getRaftAddress()),
                    HostPort.parse("gossip_address", request.getGossipAddress()));
            return rendezvous.join(joining).thenApply(set -> answer(set, true));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private JoinResponse answer(List<ManagerAddress> managers, boolean withTokens) {
        JoinResponse.Builder answer = JoinResponse.newBuilder().setClusterId(clusterId);
        for (ManagerAddress address : managers) {
            answer.addManagers(io.swarmsdk.node.api.ManagerAddress.newBuilder()
                    .setNodeId(address.nodeId())
                    .setApiAddress(HostPort.format(address.api()))
                    .setRaftAddress(HostPort.format(address.raft()))
                    .setGossipAddress(HostPort.format(address.gossip())));
        }
        if (withTokens) {
            answer.setWorkerToken(tokens.worker()).setManagerToken(tokens.manager());
        }
        return answer.build();
    }

    @Override
    public void registerNode(RegisterNodeRequest request, StreamObserver<RegisterNodeResponse> out) {
        try {
            checkToken(request.getToken(), request.getManager());
            ManagerServices services = manager.get()
                    .orElseThrow(() ->
                            new UnavailableException("the swarm is still forming: " + rendezvous.progress(), null));
            Node node = node(request);
            Futures.answer(
                    services.routing()
                            .atLeader(
                                    left -> services.control()
                                            .registerNode(node, left)
                                            .thenApply(revision -> RegisterNodeResponse.getDefaultInstance()),
                                    (Channel channel, Duration left) -> MembershipGrpc.newFutureStub(channel)
                                            .withDeadlineAfter(left.toNanos(), TimeUnit.NANOSECONDS)
                                            .registerNode(request)),
                    out);
        } catch (RuntimeException e) {
            out.onError(Failures.toWire(e));
        }
    }

    private static Node node(RegisterNodeRequest request) {
        var labels = new TreeMap<String, String>();
        request.getLabelsList().forEach(label -> labels.put(label.getKey(), label.getValue()));
        return new Node(
                request.getNodeId(),
                Meta.unsaved(),
                new NodeSpec(labels, request.getRunsTasks() ? Availability.ACTIVE : Availability.DRAIN),
                request.getManager() ? NodeRole.MANAGER : NodeRole.WORKER,
                ModelCodec.fromWire(request.getDescription()),
                NodeStatus.unknown());
    }

    private void checkToken(String token, boolean asManager) {
        if (!tokens.admits(token, asManager)) {
            throw new RefusedException(
                    "token: not a " + (asManager ? "manager" : "worker") + " token of this swarm", null);
        }
    }
}
