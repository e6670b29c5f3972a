package io.swarmsdk.node.internal.manager;

import io.swarmsdk.model.spi.Applier;
import io.swarmsdk.model.spi.Leadership;
import io.swarmsdk.model.spi.LogEntry;
import io.swarmsdk.model.spi.ReplicatedLog;
import io.swarmsdk.model.store.DeadlineExceededException;
import io.swarmsdk.model.store.OutcomeUnknownException;
import io.swarmsdk.model.store.StoreException;
import io.swarmsdk.model.store.UnavailableException;
import io.swarmsdk.node.internal.rpc.Failures;
import io.swarmsdk.raft.NotLeaderException;
import io.swarmsdk.raft.ProposalResult;
import io.swarmsdk.raft.RaftException;
import io.swarmsdk.raft.RaftListener;
import io.swarmsdk.raft.RaftNode;
import io.swarmsdk.raft.RaftRole;
import io.swarmsdk.raft.RaftStatus;
import io.swarmsdk.raft.ReadMode;
import io.swarmsdk.raft.spi.CommittedEntry;
import io.swarmsdk.raft.spi.StateMachine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A {@link RaftNode} as the store's log: the only class that knows both. Raft tells of entries and of leadership on
 * different threads; this class hands them to the applier one at a time, under its own monitor.
 */
public final class RaftReplicatedLog implements ReplicatedLog {
    private static final long NOT_LEADING = -1;

    private final RaftNode.Builder builder;
    private volatile @Nullable RaftNode raft;
    private @Nullable Applier applier;
    private long caughtUpTerm = NOT_LEADING;

    /** A log on a node described by this builder, all but its state machine. */
    public RaftReplicatedLog(RaftNode.Builder builder) {
        this.builder = builder;
    }

    @Override
    public void start(Applier target) {
        synchronized (this) {
            applier = target;
        }
        raft = builder.stateMachine(new Machine()).listener(new Listener()).build();
    }

    @Override
    public CompletableFuture<byte[]> propose(byte[] data, Duration deadline) {
        return translated(node().propose(data, deadline).thenApply(ProposalResult::reply));
    }

    @Override
    public CompletableFuture<Long> readBarrier(Duration deadline) {
        return translated(node().read(ReadMode.LINEARIZABLE, deadline));
    }

    @Override
    public Leadership leadership() {
        RaftNode node = raft;
        if (node == null) {
            return Leadership.none(0);
        }
        RaftStatus status = node.status();
        return new Leadership(status.leader(), status.term(), status.role() == RaftRole.LEADER);
    }

    /** What the node below knows of itself. */
    public RaftStatus status() {
        return node().status();
    }

    @Override
    public void close() {
        RaftNode node = raft;
        if (node != null) {
            node.close();
        }
    }

    private RaftNode node() {
        RaftNode node = raft;
        if (node == null) {
            throw new IllegalStateException("log used before start");
        }
        return node;
    }

    private static <T> CompletableFuture<T> translated(CompletableFuture<T> future) {
        var result = new CompletableFuture<T>();
        future.whenComplete((value, failure) -> {
            if (failure == null) {
                result.complete(value);
            } else {
                result.completeExceptionally(translate(Failures.unwrap(failure)));
            }
        });
        return result;
    }

    private static Throwable translate(Throwable failure) {
        if (failure instanceof NotLeaderException notLeader) {
            return new UnavailableException(Failures.message(notLeader), notLeader.leaderHint());
        }
        if (failure instanceof io.swarmsdk.raft.DeadlineExceededException late) {
            return new DeadlineExceededException(Failures.message(late), outcome(late));
        }
        if (failure instanceof RaftException known) {
            return known.outcome() == RaftException.Outcome.NOT_APPLIED
                    ? new UnavailableException(Failures.message(known))
                    : new OutcomeUnknownException(Failures.message(known), known);
        }
        return failure;
    }

    private static StoreException.Outcome outcome(RaftException failure) {
        return failure.outcome() == RaftException.Outcome.NOT_APPLIED
                ? StoreException.Outcome.NOT_APPLIED
                : StoreException.Outcome.UNKNOWN;
    }

    private synchronized void caughtUp(long term) {
        RaftStatus status = node().status();
        // The word may come late: who leads by now is what counts, else nobody would ever take it back.
        if (applier != null && status.role() == RaftRole.LEADER && status.term() == term) {
            caughtUpTerm = term;
            applier.leaderCaughtUp(term);
        }
    }

    private synchronized void leadershipChanged(long term, boolean self) {
        if (applier != null && caughtUpTerm != NOT_LEADING && (!self || term > caughtUpTerm)) {
            long lost = caughtUpTerm;
            caughtUpTerm = NOT_LEADING;
            applier.leadershipLost(lost);
        }
    }

    private synchronized List<byte[]> apply(List<CommittedEntry> batch) {
        if (applier == null) {
            throw new IllegalStateException("entries before start");
        }
        var entries = new ArrayList<LogEntry>(batch.size());
        for (CommittedEntry entry : batch) {
            entries.add(new LogEntry(entry.index(), entry.term(), entry.command()));
        }
        return applier.apply(entries);
    }

    private final class Machine implements StateMachine {
        @Override
        public List<byte[]> apply(List<CommittedEntry> batch) {
            return RaftReplicatedLog.this.apply(batch);
        }

        @Override
        public void caughtUpInTerm(long term) {
            caughtUp(term);
        }
    }

    private final class Listener implements RaftListener {
        @Override
        public void leadershipChanged(long term, Optional<String> leader, boolean self) {
            RaftReplicatedLog.this.leadershipChanged(term, self);
        }
    }
}
