package io.swarmsdk.node.internal.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.stub.StreamObserver;
import io.swarmsdk.model.ServiceMode;
import io.swarmsdk.model.ServiceSpec;
import io.swarmsdk.model.StackSpec;
import io.swarmsdk.model.internal.codec.ModelCodec;
import io.swarmsdk.model.spi.ReplicatedLog;
import io.swarmsdk.model.store.StateStore;
import io.swarmsdk.node.SwarmException;
import io.swarmsdk.node.SwarmException.ConflictException;
import io.swarmsdk.node.SwarmException.RefusedException;
import io.swarmsdk.node.SwarmException.UnavailableException;
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
import io.swarmsdk.node.internal.control.Specs;
import io.swarmsdk.scheduler.Dispatcher;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ControlEndpointTest {
    private final StateStore store =
            StateStore.builder().log(ReplicatedLog.local()).build();
    private final Dispatcher dispatcher = Dispatcher.builder().store(store).build();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Channels channels = new Channels();
    private final ControlEndpoint endpoint = new ControlEndpoint(() -> Optional.of(new ManagerServices(
            store, new ControlOperations(store, Clock.systemUTC()), dispatcher, List.of(), channels, timer)));

    @AfterEach
    void close() {
        channels.close();
        timer.shutdownNow();
        dispatcher.close();
        store.close();
    }

    @Test
    void scalesAReplicatedService() throws Exception {
        deploy();
        update(request("shop_web").setReplicas(5).build());

        assertThat(spec("shop_web").mode()).isEqualTo(new ServiceMode.Replicated(5));
    }

    @Test
    void refusesToScaleAGlobalService() throws Exception {
        deploy();

        refused(request("shop_all").setReplicas(5).build())
                .hasMessageContaining("service shop_all: is global (expected: a replicated service to scale)");
        assertThat(spec("shop_all").mode()).isEqualTo(new ServiceMode.Global());
    }

    @Test
    void refusesANegativeNumberOfReplicas() throws Exception {
        deploy();

        refused(request("shop_web").setReplicas(-1).build()).hasMessageContaining("replicas: -1 (expected: >= 0)");
    }

    @Test
    void changesImageAndReplicasTogetherAndNothingElse() throws Exception {
        deploy();
        ServiceSpec before = spec("shop_web");
        update(request("shop_web").setReplicas(5).setImage("image:2").build());

        assertThat(spec("shop_web")).isEqualTo(before.withImage("image:2").withMode(new ServiceMode.Replicated(5)));
    }

    @Test
    void refusesAWholeSpecTogetherWithPartsOfOne() throws Exception {
        deploy();

        refused(request("shop_web")
                        .setSpec(ModelCodec.toWire(spec("shop_web")))
                        .setImage("image:2")
                        .build())
                .hasMessageContaining("spec: given together with image or replicas");
    }

    @Test
    void refusesAnotherVersionThanTheCallerSaw() throws Exception {
        deploy();

        fails(
                        UpdateServiceResponse.class,
                        out -> endpoint.updateService(
                                request("shop_web")
                                        .setImage("image:2")
                                        .setVersion(7)
                                        .build(),
                                out))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("service shop_web: is at version 1 (expected: 7)");
    }

    @Test
    void refusesMessagesThatLackWhatTheyMustHold() {
        fails(DeployStackResponse.class, out -> endpoint.deployStack(DeployStackRequest.getDefaultInstance(), out))
                .isInstanceOf(RefusedException.class);
        fails(RemoveStackResponse.class, out -> endpoint.removeStack(RemoveStackRequest.getDefaultInstance(), out))
                .isInstanceOf(RefusedException.class);
        fails(UpdateNodeResponse.class, out -> endpoint.updateNode(UpdateNodeRequest.getDefaultInstance(), out))
                .isInstanceOf(RefusedException.class);
    }

    @Test
    void showsAllThatIsThere() throws Exception {
        deploy();

        GetStateResponse state = answer(out -> endpoint.getState(GetStateRequest.getDefaultInstance(), out));

        assertThat(state.getRevision()).isEqualTo(store.view().revision());
        assertThat(state.getServicesList().stream().map(ModelCodec::fromWire))
                .containsExactlyElementsOf(store.view().services());
        assertThat(state.getNetworksList().stream().map(ModelCodec::fromWire))
                .containsExactlyElementsOf(store.view().networks());
        assertThat(state.getStacksList().stream().map(ModelCodec::fromWire))
                .containsExactlyElementsOf(store.view().stacks());
    }

    @Test
    void aManagerThatStillWaitsForTheOthersChangesNothing() {
        var early = new ControlEndpoint(Optional::empty);

        fails(GetStateResponse.class, out -> early.getState(GetStateRequest.getDefaultInstance(), out))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("still waiting for the other managers; nothing was changed");
    }

    private void deploy() throws Exception {
        StackSpec spec = new StackSpec(
                "shop",
                List.of(
                        Specs.service("shop", "shop_web", 2),
                        Specs.service("shop", "shop_all", 0).withMode(new ServiceMode.Global())),
                List.of());
        DeployStackRequest request =
                DeployStackRequest.newBuilder().setSpec(ModelCodec.toWire(spec)).build();
        this.<DeployStackResponse>answer(out -> endpoint.deployStack(request, out));
    }

    private static UpdateServiceRequest.Builder request(String service) {
        return UpdateServiceRequest.newBuilder().setName(service);
    }

    private void update(UpdateServiceRequest request) throws Exception {
        this.<UpdateServiceResponse>answer(out -> endpoint.updateService(request, out));
    }

    private AbstractThrowableAssert<?, ? extends Throwable> refused(UpdateServiceRequest request) {
        return fails(UpdateServiceResponse.class, out -> endpoint.updateService(request, out))
                .isInstanceOf(RefusedException.class);
    }

    private ServiceSpec spec(String service) {
        return store.view().serviceByName(service).orElseThrow().spec();
    }

    private <T> T answer(Consumer<StreamObserver<T>> call) throws Exception {
        var answer = new Answer<T>();
        call.accept(answer);
        return answer.future.get(30, TimeUnit.SECONDS);
    }

    private <T> AbstractThrowableAssert<?, ? extends Throwable> fails(Class<T> type, Consumer<StreamObserver<T>> call) {
        return assertThatThrownBy(() -> type.cast(answer(call))).cause().isInstanceOf(SwarmException.class);
    }

    private static final class Answer<T> implements StreamObserver<T> {
        private final CompletableFuture<T> future = new CompletableFuture<>();

        @Override
        public void onNext(T value) {
            future.complete(value);
        }

        @Override
        public void onError(Throwable failure) {
            future.completeExceptionally(Failures.fromWire(failure, "here"));
        }

        @Override
        public void onCompleted() {
            // Completed by its one value.
        }
    }
}
