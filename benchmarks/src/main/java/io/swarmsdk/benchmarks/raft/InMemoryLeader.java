package io.swarmsdk.benchmarks.raft;

import io.swarmsdk.raft.internal.core.AppendBatch;
import io.swarmsdk.raft.internal.core.CoreConfig;
import io.swarmsdk.raft.internal.core.HardState;
import io.swarmsdk.raft.internal.core.LogEntry;
import io.swarmsdk.raft.internal.core.LogReader;
import io.swarmsdk.raft.internal.core.RaftCore;
import io.swarmsdk.raft.internal.core.RaftEffects;
import io.swarmsdk.raft.internal.core.RaftMessage;
import io.swarmsdk.raft.internal.core.Rejection;
import io.swarmsdk.raft.internal.core.Role;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The core of a leader of three, whose disk and followers are a few lines of memory: a write is durable when it is asked
 * about, and both followers acknowledge everything at once. Keeps the last entries only, as nobody asks for older ones.
 */
final class InMemoryLeader implements RaftEffects, LogReader {
    private static final int KEPT = 1 << 12;
    private static final List<String> FOLLOWERS = List.of("b", "c");

    private final LogEntry[] ring = new LogEntry[KEPT];
    private final RaftCore core;
    private long lastIndex;
    private long lastToken;
    private long now = 1;
    private long appliedIndex;
    private long appendsSent;
    private long proposals;

    InMemoryLeader() {
        var config =
                new CoreConfig("a", List.of("a", "b", "c"), 1_000_000_000L, 100_000_000L, 1 << 20, 64, 64L << 20, true);
        core = new RaftCore(config, HardState.initial(), this, 7, now, this);
        campaign();
        settle();
        if (core.role() != Role.LEADER || appliedIndex != 1) {
            throw new IllegalStateException("role " + core.role() + ", applied " + appliedIndex
                    + " (expected: a leader that has applied its first entry)");
        }
    }

    private void campaign() {
        now = core.nextDeadlineNanos();
        core.tick(now);
        flush();
        for (boolean preVote : List.of(true, false)) {
            long term = preVote ? core.term() + 1 : core.term();
            FOLLOWERS.forEach(voter -> core.onMessage(voter, new RaftMessage.VoteResponse(term, true, preVote), now));
            flush();
        }
    }

    void propose(byte[] command) {
        core.propose(++proposals, command, now);
    }

    /** The turn ends, its write becomes durable, both followers have it. */
    void settle() {
        flush();
        for (String follower : FOLLOWERS) {
            core.onMessage(follower, new RaftMessage.AppendResponse(core.term(), true, lastIndex, 0, 0, 0), now);
        }
        core.flush(now);
    }

    private void flush() {
        core.flush(now);
        core.durable(lastToken, now);
        core.flush(now);
    }

    /** Up to here commands are committed and handed to the state machine. */
    long appliedIndex() {
        return appliedIndex;
    }

    /** Entries that went out to followers, so that nobody can leave them out. */
    long appendsSent() {
        return appendsSent;
    }

    @Override
    public void append(long token, AppendBatch batch) {
        lastToken = token;
        for (LogEntry entry : batch.entries()) {
            ring[(int) (entry.index() % KEPT)] = entry;
            lastIndex = entry.index();
        }
    }

    @Override
    public long lastIndex() {
        return lastIndex;
    }

    @Override
    public long termAt(long index) {
        return index == 0 ? 0 : ring[(int) (index % KEPT)].term();
    }

    @Override
    public List<LogEntry> read(long fromIndex, long toIndexInclusive, int maxBytes) {
        List<LogEntry> entries = new ArrayList<>();
        int bytes = 0;
        for (long index = fromIndex; index <= toIndexInclusive && bytes < maxBytes; index++) {
            LogEntry entry = ring[(int) (index % KEPT)];
            entries.add(entry);
            bytes += entry.sizeBytes();
        }
        return entries;
    }

    @Override
    public void sendNow(String to, RaftMessage message) {
        if (message instanceof RaftMessage.AppendRequest append) {
            appendsSent += append.entries().size();
        }
    }

    @Override
    public void sendAfter(long token, String to, RaftMessage message) {
        sendNow(to, message);
    }

    @Override
    public void apply(long firstIndex, long last) {
        appliedIndex = last;
    }

    @Override
    public void proposalRejected(long proposalId, Rejection why) {
        throw new IllegalStateException("proposal rejected: " + why);
    }

    @Override
    public void proposalsAborted(long fromIndexInclusive) {
        throw new IllegalStateException("leadership lost");
    }

    @Override
    public void fatal(String why) {
        throw new IllegalStateException(why);
    }

    @Override
    public void proposalAppended(long proposalId, long index, long term) {}

    @Override
    public void readReady(long readId, long readIndex) {}

    @Override
    public void readRejected(long readId, Rejection why) {}

    @Override
    public void roleChanged(Role from, Role to, long term, @Nullable String leader, String reason) {}

    @Override
    public void leaderChanged(long term, @Nullable String leader) {}
}
