package io.swarmsdk.node.internal.rpc;

import com.google.common.util.concurrent.ListenableFuture;
import io.grpc.Channel;
import io.grpc.stub.StreamObserver;
import io.swarmsdk.model.ServiceMode;
import io.swarmsdk.model.ServiceSpec;
import io.swarmsdk.model.internal.codec.ModelCodec;
import io.swarmsdk.model.store.StoreView;
import io.swarmsdk.node.SwarmException.RefusedException;
import io.swarmsdk.node.SwarmException.UnavailableException;
import io.swarmsdk.node.api.ControlGrpc;
import io.swarmsdk.node.api.ControlGrpc.ControlFutureStub;
import io.swarmsdk.node.api.DeployStackRequest;
import io.swarmsdk.node.api.DeployStackResponse;
import io.swarmsdk.node.api.GetStateRequest;
import io.swarmsdk.node.api.GetStateResponse;
import io.swarmsdk.node.api.RemoveStackRequest;
import io.swarmsdk.node.api.RemoveStackResponse;
import io.swarmsdk.node.api.UpdateNodeRequest;
import io.swarmsdk.node.api.UpdateNodeResponse;
import io.swarmsdk.node.api.UpdateServiceRequest;
import io.swarmsdk.node.api.UpdateServiceResponse;
import io.swarmsdk.node.internal.control.ControlOperations;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** What clients ask of managers. Each request is carried out where the leader is. */
public final class ControlEndpoint extends ControlGrpc.ControlImplBase {
    private final Supplier<Optional<ManagerServices>> manager;

    /** Serves a manager once it has started. */
    public ControlEndpoint(Supplier<Optional<ManagerServices>> manager) {
        this.manager = manager;
    }

    @Override
    public void deployStack(DeployStackRequest request, StreamObserver<DeployStackResponse> out) {
        serve(
                out,
                (control, left) -> control.deployStack(ModelCodec.fromWire(request.getSpec()), request.getPrune(), left)
                        .thenApply(revision -> DeployStackResponse.newBuilder()
                                .setRevision(revision)
                                .build()),
                stub -> stub.deployStack(request));
    }

    @Override
    public void removeStack(RemoveStackRequest request, StreamObserver<RemoveStackResponse> out) {
        serve(
                out,
                (control, left) -> control.removeStack(request.getName(), left)
                        .thenApply(revision -> RemoveStackResponse.newBuilder()
                                .setRevision(revision)
                                .build()),
                stub -> stub.removeStack(request));
    }

    @Override
    public void updateService(UpdateServiceRequest request, StreamObserver<UpdateServiceResponse> out) {
        serve(
                out,
                (control, left) -> control.updateService(
                                request.getName(), request.getVersion(), spec -> changed(spec, request), left)
                        .thenApply(revision -> UpdateServiceResponse.newBuilder()
                                .setRevision(revision)
                                .build()),
                stub -> stub.updateService(request));
    }

    private static ServiceSpec changed(ServiceSpec spec, UpdateServiceRequest request) {
        if (request.hasSpec()) {
            if (request.hasImage() || request.hasReplicas()) {
                throw new RefusedException("spec: given together with image or replicas (expected: one of them)", null);
            }
            return ModelCodec.fromWire(request.getSpec());
        }
        ServiceSpec next = spec;
        if (request.hasImage()) {
            next = next.withImage(request.getImage());
        }
        if (request.hasReplicas()) {
            if (!(spec.mode() instanceof ServiceMode.Replicated)) {
                throw new RefusedException(
                        "service " + spec.name() + ": is global (expected: a replicated service to scale)", null);
            }
            next = next.withMode(new ServiceMode.Replicated(request.getReplicas()));
        }
        return next;
    }

    @Override
    public void updateNode(UpdateNodeRequest request, StreamObserver<UpdateNodeResponse> out) {
        serve(
                out,
                (control, left) -> control.updateNode(
                                request.getId(), request.getVersion(), ModelCodec.fromWire(request.getSpec()), left)
                        .thenApply(revision -> UpdateNodeResponse.newBuilder()
                                .setRevision(revision)
                                .build()),
                stub -> stub.updateNode(request));
    }

    @Override
    public void getState(GetStateRequest request, StreamObserver<GetStateResponse> out) {
        serve(
                out,
                (control, left) -> control.read(left).thenApply(ControlEndpoint::encode),
                stub -> stub.getState(request));
    }

    private static GetStateResponse encode(StoreView view) {
        GetStateResponse.Builder state = GetStateResponse.newBuilder().setRevision(view.revision());
        view.nodes().forEach(node -> state.addNodes(ModelCodec.toWire(node)));
        view.services().forEach(service -> state.addServices(ModelCodec.toWire(service)));
        view.tasks().forEach(task -> state.addTasks(ModelCodec.toWire(task)));
        view.networks().forEach(network -> state.addNetworks(ModelCodec.toWire(network)));
        view.stacks().forEach(stack -> state.addStacks(ModelCodec.toWire(stack)));
        return state.build();
    }

    private <T> void serve(
            StreamObserver<T> out,
            BiFunction<ControlOperations, Duration, CompletableFuture<T>> here,
            Function<ControlFutureStub, ListenableFuture<T>> there) {
        Optional<ManagerServices> present = manager.get();
        if (present.isEmpty()) {
            out.onError(Failures.toWire(new UnavailableException(
                    "this manager is still waiting for the other managers; nothing was changed", null)));
            return;
        }
        ManagerServices services = present.get();
        Futures.answer(
                services.routing()
                        .atLeader(
                                left -> here.apply(services.control(), left),
                                (Channel channel, Duration left) -> there.apply(ControlGrpc.newFutureStub(channel)
                                        .withDeadlineAfter(left.toNanos(), TimeUnit.NANOSECONDS))),
                out);
    }
}
