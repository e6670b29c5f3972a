package io.swarmsdk.node.internal.control;

import io.swarmsdk.model.internal.codec.ModelCodec;
import io.swarmsdk.model.spi.Applier;
import io.swarmsdk.model.spi.Leadership;
import io.swarmsdk.model.spi.ReplicatedLog;
import io.swarmsdk.model.store.ChangeSet;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** The local log, in which a rival's change set may come in just before somebody's. */
final class InterferingLog implements ReplicatedLog {
    private final ReplicatedLog log = ReplicatedLog.local();
    private final AtomicInteger proposals = new AtomicInteger();
    private volatile Function<ChangeSet, Optional<ChangeSet>> rival = proposal -> Optional.empty();

    /** From now on asks this rival before each proposal. */
    void rival(Function<ChangeSet, Optional<ChangeSet>> value) {
        rival = value;
    }

    @Override
    public CompletableFuture<byte[]> propose(byte[] data, Duration deadline) {
        rival.apply(ModelCodec.decodeChangeSet(data))
                .ifPresent(first -> log.propose(ModelCodec.encode(first), deadline));
        CompletableFuture<byte[]> reply = log.propose(data, deadline);
        proposals.incrementAndGet();
        return reply;
    }

    /** How many proposals are in, rivals' not counted. */
    int proposals() {
        return proposals.get();
    }

    @Override
    public void start(Applier applier) {
        log.start(applier);
    }

    @Override
    public CompletableFuture<Long> readBarrier(Duration deadline) {
        return log.readBarrier(deadline);
    }

    @Override
    public Leadership leadership() {
        return log.leadership();
    }

    @Override
    public void close() {
        log.close();
    }
}
