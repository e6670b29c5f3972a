package io.swarmsdk.raft.internal.log;

import io.swarmsdk.raft.StorageException;
import java.nio.file.Path;

/** Whose log it is. Every segment carries it, so that no node ever opens the log of another. */
public record LogIdentity(String clusterId, String nodeId) {
    void mustBe(LogIdentity expected, Path file) {
        if (!equals(expected)) {
            throw new StorageException(file + ": belongs to " + this + " (expected: " + expected + ")", null);
        }
    }

    @Override
    public String toString() {
        return "node '" + nodeId + "' of cluster '" + clusterId + "'";
    }
}
