package io.swarmsdk.node.internal.rpc;

import com.google.common.util.concurrent.ListenableFuture;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** gRPC's futures and observers as {@code CompletableFuture}s. */
final class Futures {
    private Futures() {}

    static <T> CompletableFuture<T> of(ListenableFuture<T> call) {
        var result = new CompletableFuture<T>();
        call.addListener(
                () -> {
                    try {
                        result.complete(call.get());
                    } catch (ExecutionException e) {
                        result.completeExceptionally(Failures.unwrap(e));
                    } catch (InterruptedException | RuntimeException e) {
                        result.completeExceptionally(e);
                    }
                },
                Runnable::run);
        return result;
    }

    /** Answers a call with what the future brings. */
    static <T> void answer(CompletableFuture<T> future, StreamObserver<T> observer) {
        future.whenComplete((value, failure) -> {
            if (failure == null) {
                observer.onNext(value);
                observer.onCompleted();
            } else {
                observer.onError(Failures.toWire(failure));
            }
        });
    }
}
