package io.swarmsdk.raft.internal.transport;

import io.swarmsdk.raft.internal.core.LogEntry;
import io.swarmsdk.raft.internal.core.RaftMessage;

/** What a message weighs in memory, near enough for a bound. */
public final class MessageSizes {
    private static final int HEADER_BYTES = 64;

    private MessageSizes() {}

    /** Entries with their payloads, and something for the rest. */
    public static int of(RaftMessage message) {
        long bytes = HEADER_BYTES;
        if (message instanceof RaftMessage.AppendRequest append) {
            for (LogEntry entry : append.entries()) {
                bytes += entry.sizeBytes();
            }
        }
        return (int) Math.min(bytes, Integer.MAX_VALUE);
    }
}
