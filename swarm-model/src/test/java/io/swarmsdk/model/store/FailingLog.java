package io.swarmsdk.model.store;

import io.swarmsdk.model.spi.Applier;
import io.swarmsdk.model.spi.Leadership;
import io.swarmsdk.model.spi.ReplicatedLog;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A log that fails everything with one failure. */
record FailingLog(Throwable failure) implements ReplicatedLog {
    @Override
    public void start(Applier applier) {}

    @Override
    public CompletableFuture<byte[]> propose(byte[] data, Duration deadline) {
        return CompletableFuture.failedFuture(failure);
    }

    @Override
    public CompletableFuture<Long> readBarrier(Duration deadline) {
        return CompletableFuture.failedFuture(failure);
    }

    @Override
    public Leadership leadership() {
        return Leadership.none(0);
    }
}
