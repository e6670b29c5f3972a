package io.swarmsdk.model.spi;

import io.swarmsdk.model.internal.shell.LocalLog;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * The seam to consensus: takes opaque bytes, puts them in one order for all replicas, and hands them to an
 * {@link Applier}. Methods may be called from any thread and do not block.
 *
 * <p>Futures fail with one of these, which say whether the proposal may still be applied:
 * {@link io.swarmsdk.model.store.UnavailableException}, {@link io.swarmsdk.model.store.OutcomeUnknownException},
 * {@link io.swarmsdk.model.store.DeadlineExceededException}. Any other failure is taken for an unknown outcome.
 */
public interface ReplicatedLog extends AutoCloseable {
    /** Begins to apply entries. Called once, before all else. */
    void start(Applier applier);

    /** Proposes bytes; completes with the applier's reply once they are committed and applied here. */
    CompletableFuture<byte[]> propose(byte[] data, Duration deadline);

    /**
     * Completes with a log index that is not older than the call, once all entries up to it are applied here: what was
     * committed anywhere before the call can then be read.
     */
    CompletableFuture<Long> readBarrier(Duration deadline);

    /** Who leads, as far as this replica knows now. */
    Leadership leadership();

    /** Called by the store when it is closed; no callback is made after it returns. */
    @Override
    default void close() {}

    /** A log in memory for one process: always leads, in term 1, and forgets all when closed. */
    static ReplicatedLog local() {
        return new LocalLog("local");
    }
}
