package io.swarmsdk.raft.internal.shell;

import io.swarmsdk.raft.OverloadedException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** How much may be pending at once, in operations and in bytes. Safe for any thread. */
final class Admission {
    private final int maxOperations;
    private final long maxBytes;
    private final AtomicInteger operations = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    Admission(int maxOperations, long maxBytes) {
        this.maxOperations = maxOperations;
        this.maxBytes = maxBytes;
    }

    /** Null if admitted, and then {@link #leave} is due; or which limit is reached. */
    @Nullable
    OverloadedException enter(int size) {
        if (operations.incrementAndGet() > maxOperations) {
            operations.decrementAndGet();
            return new OverloadedException("maxPendingProposals: " + maxOperations + " are pending already");
        }
        if (bytes.addAndGet(size) > maxBytes && size < bytes.get()) {
            leave(size);
            return new OverloadedException("proposals of " + maxBytes + " bytes are pending already");
        }
        return null;
    }

    void leave(int size) {
        operations.decrementAndGet();
        bytes.addAndGet(-size);
    }

    int inUse() {
        return operations.get();
    }
}
