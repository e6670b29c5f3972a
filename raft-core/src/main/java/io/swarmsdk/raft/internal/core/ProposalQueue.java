package io.swarmsdk.raft.internal.core;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** Proposals of one leadership: those of this turn, and what the appended ones weigh until they are committed. */
final class ProposalQueue {

    private record Staged(long proposalId, byte[] command) {}

    private record Weight(long index, int bytes) {}

    private final RaftEffects fx;
    private final long maxUncommittedBytes;
    private final ArrayDeque<Weight> uncommitted = new ArrayDeque<>();
    private List<Staged> staged = new ArrayList<>();
    private long uncommittedBytes;

    ProposalQueue(RaftEffects fx, long maxUncommittedBytes) {
        this.fx = fx;
        this.maxUncommittedBytes = maxUncommittedBytes;
    }

    /** Takes the proposal into this turn, or rejects it. A single one of any size passes when nothing else waits. */
    void add(long proposalId, byte[] command) {
        long bytes = (long) command.length + LogEntry.OVERHEAD_BYTES;
        if (uncommittedBytes > 0 && uncommittedBytes + bytes > maxUncommittedBytes) {
            fx.proposalRejected(proposalId, Rejection.overloaded());
            return;
        }
        uncommittedBytes += bytes;
        staged.add(new Staged(proposalId, command));
    }

    /** The entries of this turn, to be appended from {@code firstIndex} on; announces their indexes. */
    List<LogEntry> take(long firstIndex, long term) {
        List<LogEntry> entries = new ArrayList<>(staged.size());
        for (Staged proposal : staged) {
            LogEntry entry = LogEntry.command(firstIndex + entries.size(), term, proposal.command);
            entries.add(entry);
            uncommitted.add(new Weight(entry.index(), entry.sizeBytes()));
            fx.proposalAppended(proposal.proposalId, entry.index(), term);
        }
        staged = new ArrayList<>();
        return entries;
    }

    boolean hasStaged() {
        return !staged.isEmpty();
    }

    void committed(long index) {
        Weight oldest = uncommitted.peek();
        while (oldest != null && oldest.index <= index) {
            uncommittedBytes -= oldest.bytes;
            uncommitted.remove();
            oldest = uncommitted.peek();
        }
    }

    /** Rejects what was not appended. */
    void rejectStaged(Rejection why) {
        staged.forEach(proposal -> fx.proposalRejected(proposal.proposalId, why));
        staged.clear();
    }
}
