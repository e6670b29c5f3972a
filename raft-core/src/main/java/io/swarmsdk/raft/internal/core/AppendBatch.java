package io.swarmsdk.raft.internal.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One durable write. On disk in this order, and durable together: hard state, truncation, entries. A crash
 * in the middle may keep a prefix of it.
 *
 * @param hardState the new term and vote, or null if they did not change
 * @param truncateFrom the first index to drop, or {@link #NO_TRUNCATION}
 * @param entries what follows the log after the truncation, contiguous; may be empty
 */
public record AppendBatch(@Nullable HardState hardState, long truncateFrom, List<LogEntry> entries) {

    /** The value of {@link #truncateFrom} in a batch that drops nothing. */
    public static final long NO_TRUNCATION = -1;
}
