package io.swarmsdk.node.internal.rpc;

import io.grpc.stub.StreamObserver;
import io.swarmsdk.node.NodeInfo;
import io.swarmsdk.node.SwarmException.UnavailableException;
import io.swarmsdk.node.api.DiagnosticsGrpc;
import io.swarmsdk.node.api.GetNodeInfoRequest;
import io.swarmsdk.node.api.GetNodeInfoResponse;
import io.swarmsdk.node.api.PingOverlayRequest;
import io.swarmsdk.node.api.PingOverlayResponse;
import io.swarmsdk.node.internal.overlay.OverlayWiring;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** What a node tells about itself, and pings that an operator has it send. */
public final class DiagnosticsEndpoint extends DiagnosticsGrpc.DiagnosticsImplBase {
    private static final Duration LONGEST_PING = Duration.ofSeconds(30);

    private final Supplier<NodeInfo> info;
    private final Supplier<Optional<OverlayWiring>> overlay;

    /** Serves what these suppliers know. */
    public DiagnosticsEndpoint(Supplier<NodeInfo> info, Supplier<Optional<OverlayWiring>> overlay) {
        this.info = info;
        this.overlay = overlay;
    }

    @Override
    public void getNodeInfo(GetNodeInfoRequest request, StreamObserver<GetNodeInfoResponse> out) {
        try {
            out.onNext(NodeInfos.encode(info.get()));
            out.onCompleted();
        } catch (RuntimeException e) {
            out.onError(Failures.toWire(e));
        }
    }

    @Override
    public void pingOverlay(PingOverlayRequest request, StreamObserver<PingOverlayResponse> out) {
        Futures.answer(ping(request), out);
    }

    private CompletableFuture<PingOverlayResponse> ping(PingOverlayRequest request) {
        try {
            OverlayWiring wiring = overlay.get()
                    .orElseThrow(() -> new UnavailableException("this node has not joined its swarm yet", null));
            long nanos = Math.min(request.getTimeoutNanos(), LONGEST_PING.toNanos());
            return wiring.ping(request.getTaskId(), request.getTarget(), Duration.ofNanos(nanos))
                    .thenApply(roundTrip -> PingOverlayResponse.newBuilder()
                            .setRoundTripNanos(roundTrip.toNanos())
                            .build());
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
