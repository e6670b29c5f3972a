package io.swarmsdk.node.internal.rpc;

import com.google.common.util.concurrent.ListenableFuture;
import io.grpc.Channel;
import io.swarmsdk.model.NodeSpec;
import io.swarmsdk.model.ServiceSpec;
import io.swarmsdk.model.StackSpec;
import io.swarmsdk.model.internal.codec.ModelCodec;
import io.swarmsdk.node.NodeInfo;
import io.swarmsdk.node.SwarmException;
import io.swarmsdk.node.SwarmException.UnavailableException;
import io.swarmsdk.node.SwarmState;
import io.swarmsdk.node.api.ControlGrpc;
import io.swarmsdk.node.api.ControlGrpc.ControlFutureStub;
import io.swarmsdk.node.api.DeployStackRequest;
import io.swarmsdk.node.api.DeployStackResponse;
import io.swarmsdk.node.api.DiagnosticsGrpc;
import io.swarmsdk.node.api.GetNodeInfoRequest;
import io.swarmsdk.node.api.GetStateRequest;
import io.swarmsdk.node.api.GetStateResponse;
import io.swarmsdk.node.api.PingOverlayRequest;
import io.swarmsdk.node.api.RemoveStackRequest;
import io.swarmsdk.node.api.RemoveStackResponse;
import io.swarmsdk.node.api.UpdateNodeRequest;
import io.swarmsdk.node.api.UpdateNodeResponse;
import io.swarmsdk.node.api.UpdateServiceRequest;
import io.swarmsdk.node.api.UpdateServiceResponse;
import io.swarmsdk.node.internal.config.HostPort;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A client's requests: to the manager that answered last, and to the others only while nothing can have happened. */
public final class ClientCalls implements AutoCloseable {
    /** Managers answer a little before the caller's time is up; this is for the way back. */
    private static final Duration WAY_BACK = Duration.ofMillis(500);

    private final List<InetSocketAddress> managers;
    private final Duration timeout;
    private final Channels channels;
    private final AtomicInteger good;

    private ClientCalls(List<InetSocketAddress> managers, Duration timeout, Channels channels, AtomicInteger good) {
        this.managers = List.copyOf(managers);
        this.timeout = timeout;
        this.channels = channels;
        this.good = good;
    }

    /** Calls to these managers. */
    public static ClientCalls to(List<InetSocketAddress> managers, Duration timeout) {
        return new ClientCalls(managers, timeout, new Channels(), new AtomicInteger());
    }

    /** The same calls with another time limit, over the same connections. */
    public ClientCalls withTimeout(Duration value) {
        return new ClientCalls(managers, value, channels, good);
    }

    /** See {@link io.swarmsdk.node.SwarmClient#deployStack}. */
    public CompletableFuture<Long> deployStack(StackSpec spec, boolean prune) {
        DeployStackRequest request = DeployStackRequest.newBuilder()
                .setSpec(ModelCodec.toWire(spec))
                .setPrune(prune)
                .build();
        return control(stub -> stub.deployStack(request)).thenApply(DeployStackResponse::getRevision);
    }

    /** See {@link io.swarmsdk.node.SwarmClient#removeStack}. */
    public CompletableFuture<Long> removeStack(String name) {
        RemoveStackRequest request =
                RemoveStackRequest.newBuilder().setName(name).build();
        return control(stub -> stub.removeStack(request)).thenApply(RemoveStackResponse::getRevision);
    }

    /** See {@link io.swarmsdk.node.SwarmClient#scale} and {@link io.swarmsdk.node.SwarmClient#updateImage}. */
    public CompletableFuture<Long> updateService(String name, OptionalInt replicas, @Nullable String image) {
        UpdateServiceRequest.Builder request = UpdateServiceRequest.newBuilder().setName(name);
        replicas.ifPresent(request::setReplicas);
        if (image != null) {
            request.setImage(image);
        }
        UpdateServiceRequest built = request.build();
        return control(stub -> stub.updateService(built)).thenApply(UpdateServiceResponse::getRevision);
    }

    /** See {@link io.swarmsdk.node.SwarmClient#updateService}. */
    public CompletableFuture<Long> updateService(ServiceSpec spec, long version) {
        UpdateServiceRequest request = UpdateServiceRequest.newBuilder()
                .setName(spec.name())
                .setVersion(version)
                .setSpec(ModelCodec.toWire(spec))
                .build();
        return control(stub -> stub.updateService(request)).thenApply(UpdateServiceResponse::getRevision);
    }

    /** See {@link io.swarmsdk.node.SwarmClient#updateNode}. */
    public CompletableFuture<Long> updateNode(String id, NodeSpec spec, long version) {
        UpdateNodeRequest request = UpdateNodeRequest.newBuilder()
                .setId(id)
                .setVersion(version)
                .setSpec(ModelCodec.toWire(spec))
                .build();
        return control(stub -> stub.updateNode(request)).thenApply(UpdateNodeResponse::getRevision);
    }

    /** See {@link io.swarmsdk.node.SwarmClient#state}. */
    public CompletableFuture<SwarmState> state() {
        return control(stub -> stub.getState(GetStateRequest.getDefaultInstance()))
                .thenApply(ClientCalls::decode);
    }

    private static SwarmState decode(GetStateResponse state) {
        return new SwarmState(
                state.getRevision(),
                state.getNodesList().stream().map(ModelCodec::fromWire).toList(),
                state.getServicesList().stream().map(ModelCodec::fromWire).toList(),
                state.getTasksList().stream().map(ModelCodec::fromWire).toList(),
                state.getNetworksList().stream().map(ModelCodec::fromWire).toList(),
                state.getStacksList().stream().map(ModelCodec::fromWire).toList());
    }

    /** See {@link io.swarmsdk.node.SwarmClient#nodeInfo}. */
    public CompletableFuture<NodeInfo> nodeInfo(InetSocketAddress node) {
        return diagnostics(node, timeout, stub -> stub.getNodeInfo(GetNodeInfoRequest.getDefaultInstance()))
                .thenApply(NodeInfos::decode);
    }

    /** See {@link io.swarmsdk.node.SwarmClient#pingOverlay}. */
    public CompletableFuture<Duration> pingOverlay(
            InetSocketAddress node, String taskId, String target, Duration wait) {
        PingOverlayRequest request = PingOverlayRequest.newBuilder()
                .setTaskId(taskId)
                .setTarget(target)
                .setTimeoutNanos(wait.toNanos())
                .build();
        return diagnostics(node, wait, stub -> stub.pingOverlay(request))
                .thenApply(answer -> Duration.ofNanos(answer.getRoundTripNanos()));
    }

    private <T> CompletableFuture<T> diagnostics(
            InetSocketAddress node,
            Duration limit,
            Function<DiagnosticsGrpc.DiagnosticsFutureStub, ListenableFuture<T>> call) {
        var result = new CompletableFuture<T>();
        var stub = DiagnosticsGrpc.newFutureStub(channels.to(node))
                .withDeadlineAfter(limit.plus(WAY_BACK).toNanos(), TimeUnit.NANOSECONDS);
        Futures.of(call.apply(stub)).whenComplete((value, failure) -> {
            if (failure == null) {
                result.complete(value);
            } else {
                result.completeExceptionally(Failures.fromWire(failure, "node " + HostPort.format(node)));
            }
        });
        return result;
    }

    private <T> CompletableFuture<T> control(Function<ControlFutureStub, ListenableFuture<T>> call) {
        var result = new CompletableFuture<T>();
        attempt(call, good.get(), managers.size(), System.nanoTime() + timeout.toNanos(), result);
        return result;
    }

    private <T> void attempt(
            Function<ControlFutureStub, ListenableFuture<T>> call,
            int index,
            int triesLeft,
            long deadlineNanos,
            CompletableFuture<T> result) {
        InetSocketAddress target = managers.get(Math.floorMod(index, managers.size()));
        long left = Math.max(0, deadlineNanos - System.nanoTime());
        Channel channel = channels.to(target);
        var stub =
                ControlGrpc.newFutureStub(channel).withDeadlineAfter(left + WAY_BACK.toNanos(), TimeUnit.NANOSECONDS);
        Futures.of(call.apply(stub)).whenComplete((value, failure) -> {
            if (failure == null) {
                good.set(index);
                result.complete(value);
                return;
            }
            SwarmException known = Failures.fromWire(failure, "manager " + HostPort.format(target));
            if (known instanceof UnavailableException && triesLeft > 1 && deadlineNanos - System.nanoTime() > 0) {
                attempt(call, index + 1, triesLeft - 1, deadlineNanos, result);
            } else {
                result.completeExceptionally(known);
            }
        });
    }

    @Override
    public void close() {
        channels.close();
    }
}
