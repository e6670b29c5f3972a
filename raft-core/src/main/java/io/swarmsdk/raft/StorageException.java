package io.swarmsdk.raft;

import org.jspecify.annotations.Nullable;

/**
 * The data directory cannot be used: another process holds it, it belongs to another node or cluster, or the disk
 * reported an error. A disk error is never retried: after a failed sync nobody knows what the disk holds, so the
 * node stops and only a restart, which reads everything again, may trust it.
 */
public final class StorageException extends RaftException {
    private static final long serialVersionUID = 1;

    /** Unknown to anyone whose write was under way. */
    public StorageException(String message, @Nullable Throwable cause) {
        super(Outcome.UNKNOWN, message, cause);
    }
}
