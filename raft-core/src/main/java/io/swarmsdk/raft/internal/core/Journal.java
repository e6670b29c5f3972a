package io.swarmsdk.raft.internal.core;

import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Owns term and vote, hands every write to the disk, and knows which of them the disk has made durable. Only
 * {@link #durable} moves {@link #durableIndex} forward, and a truncation takes back what older writes still in flight
 * would have claimed; so the late completion of an overwritten entry never vouches for the one that took its place.
 */
final class Journal {

    /** A write in flight: when durable, the log is durable up to {@code covers}. */
    private static final class PendingWrite {
        final long token;
        final long sinceNanos;
        long covers;

        PendingWrite(long token, long covers, long sinceNanos) {
            this.token = token;
            this.covers = covers;
            this.sinceNanos = sinceNanos;
        }
    }

    private final LogReader log;
    private final RaftEffects fx;
    private final ArrayDeque<PendingWrite> pending = new ArrayDeque<>();
    private HardState hardState;
    private boolean hardStateDirty;
    private long hardStateToken;
    private long lastToken;
    private long durableToken;
    private long durableIndex;

    /** Everything recovered is durable: whoever recovered it has seen to that. */
    Journal(HardState recovered, LogReader log, RaftEffects fx) {
        this.log = log;
        this.fx = fx;
        this.durableIndex = log.lastIndex();
        // A torn write may have kept entries of a term and not the hard state written with them. The entries prove
        // that the term was reached, and a vote in it would have been durable before them.
        long logTerm = log.termAt(log.lastIndex());
        this.hardState = logTerm > recovered.term() ? new HardState(logTerm, null) : recovered;
    }

    HardState hardState() {
        return hardState;
    }

    long term() {
        return hardState.term();
    }

    /** Enters a higher term, in which there is no vote yet. Written with the next append or {@link #persist}. */
    void enterTerm(long term) {
        if (term <= hardState.term()) {
            throw new IllegalStateException("term " + term + " after " + hardState.term());
        }
        hardState = new HardState(term, null);
        hardStateDirty = true;
    }

    /** Votes in the current term. */
    void vote(String candidate) {
        String before = hardState.votedFor();
        if (before != null && !before.equals(candidate)) {
            throw new IllegalStateException("second vote in term " + term() + ": " + candidate + " after " + before);
        }
        if (before == null) {
            hardState = new HardState(term(), candidate);
            hardStateDirty = true;
        }
    }

    long lastIndex() {
        return log.lastIndex();
    }

    long lastTerm() {
        return log.termAt(log.lastIndex());
    }

    long termAt(long index) {
        return log.termAt(index);
    }

    List<LogEntry> read(long fromIndex, long toIndexInclusive, int maxBytes) {
        return log.read(fromIndex, toIndexInclusive, maxBytes);
    }

    /** Writes entries behind the log, after dropping those from {@code truncateFrom} on; answers with the token. */
    long append(long truncateFrom, List<LogEntry> entries, long nowNanos) {
        if (truncateFrom != AppendBatch.NO_TRUNCATION) {
            durableIndex = Math.min(durableIndex, truncateFrom - 1);
            for (PendingWrite write : pending) {
                write.covers = Math.min(write.covers, truncateFrom - 1);
            }
        }
        long token = ++lastToken;
        @Nullable HardState changed = null;
        if (hardStateDirty) {
            changed = hardState;
            hardStateDirty = false;
            hardStateToken = token;
        }
        fx.append(token, new AppendBatch(changed, truncateFrom, entries));
        pending.add(new PendingWrite(token, log.lastIndex(), nowNanos));
        return token;
    }

    /** Writes term and vote if they changed since they were last written. */
    void persist(long nowNanos) {
        if (hardStateDirty) {
            append(AppendBatch.NO_TRUNCATION, List.of(), nowNanos);
        }
    }

    /** The disk has made {@code token} and all before it durable. False if that is no news. */
    boolean durable(long token) {
        if (token <= durableToken || token > lastToken) {
            return false;
        }
        durableToken = token;
        PendingWrite write = pending.peek();
        while (write != null && write.token <= token) {
            durableIndex = Math.max(durableIndex, write.covers);
            pending.remove();
            write = pending.peek();
        }
        return true;
    }

    /** The log up to here is what the disk holds. */
    long durableIndex() {
        return durableIndex;
    }

    boolean hardStateDurable() {
        return !hardStateDirty && hardStateToken <= durableToken;
    }

    /** The write that made, or will make, the current term and vote durable. */
    long hardStateToken() {
        return hardStateToken;
    }

    /** The first write in flight that makes the log durable up to {@code index}, which is above the durable index. */
    long tokenCovering(long index) {
        for (PendingWrite write : pending) {
            if (write.covers >= index) {
                return write.token;
            }
        }
        throw new IllegalStateException("no write covers " + index + " (last " + lastIndex() + ")");
    }

    /** How long the oldest write in flight has waited for the disk. */
    long oldestWriteAgeNanos(long nowNanos) {
        PendingWrite oldest = pending.peek();
        return oldest == null ? 0 : nowNanos - oldest.sinceNanos;
    }
}
