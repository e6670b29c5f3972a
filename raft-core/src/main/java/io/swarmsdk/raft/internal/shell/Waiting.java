package io.swarmsdk.raft.internal.shell;

import io.swarmsdk.raft.DeadlineExceededException;
import io.swarmsdk.raft.NotLeaderException;
import io.swarmsdk.raft.OutcomeUnknownException;
import io.swarmsdk.raft.OverloadedException;
import io.swarmsdk.raft.ProposalResult;
import io.swarmsdk.raft.RaftException;
import io.swarmsdk.raft.RaftException.Outcome;
import io.swarmsdk.raft.StoppedException;
import io.swarmsdk.raft.internal.core.Rejection;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Who waits for what the core has not answered yet. Confined to the loop. */
final class Waiting {
    private final Map<Long, Pending<ProposalResult>> proposals = new HashMap<>(); // handed to the core in this turn
    private final ArrayDeque<Pending<ProposalResult>> appended = new ArrayDeque<>(); // by index, not committed yet
    private final Map<Long, Pending<Long>> reads = new HashMap<>();
    private final List<Pending<String>> forLeader = new ArrayList<>();
    private final Deadlines deadlines;
    private long lastId;

    Waiting(long nowNanos) {
        deadlines = new Deadlines(nowNanos);
    }

    long addProposal(Pending<ProposalResult> pending, int live) {
        proposals.put(++lastId, pending);
        deadlines.add(pending, live);
        return lastId;
    }

    long addRead(Pending<Long> pending, int live) {
        reads.put(++lastId, pending);
        deadlines.add(pending, live);
        return lastId;
    }

    void addForLeader(Pending<String> pending, int live) {
        forLeader.removeIf(Pending::ended);
        forLeader.add(pending);
        deadlines.add(pending, live);
    }

    void leaderIs(@Nullable String leader) {
        if (leader != null) {
            forLeader.forEach(pending -> pending.succeed(leader));
            forLeader.clear();
        }
    }

    void appended(long id, long index, long term) {
        Pending<ProposalResult> pending = proposals.remove(id);
        if (pending != null) {
            pending.appendedAt(index, term);
            appended.add(pending);
        }
    }

    void proposalRejected(long id, Rejection why) {
        Pending<ProposalResult> pending = proposals.remove(id);
        if (pending != null) {
            pending.fail(toException(why));
        }
    }

    /** Leadership ended: entries from here on may be kept or dropped by the next leader. */
    void abortedFrom(long index) {
        while (!appended.isEmpty() && appended.getLast().index() >= index) {
            Pending<ProposalResult> last = appended.removeLast();
            last.fail(new OutcomeUnknownException("leadership lost; entry " + last.index() + " may still commit"));
        }
    }

    /** Takes out those whose entries are committed. */
    List<Pending<ProposalResult>> committedUpTo(long index) {
        if (appended.isEmpty()) {
            return List.of();
        }
        List<Pending<ProposalResult>> committed = new ArrayList<>();
        while (!appended.isEmpty() && appended.getFirst().index() <= index) {
            committed.add(appended.removeFirst());
        }
        return committed;
    }

    @Nullable
    Pending<Long> takeRead(long id) {
        return reads.remove(id);
    }

    void readRejected(long id, Rejection why) {
        Pending<Long> pending = reads.remove(id);
        if (pending != null) {
            pending.fail(toException(why));
        }
    }

    void expire(long nowNanos) {
        deadlines.expire(nowNanos, Waiting::failLate);
    }

    long nanosUntilDeadline(long nowNanos, long limitNanos) {
        return deadlines.nanosUntilNext(nowNanos, limitNanos);
    }

    /** Ends everything that waits here. */
    void failAll(Function<Pending<?>, RaftException> failure) {
        List<Pending<?>> all = new ArrayList<>(proposals.values());
        all.addAll(appended);
        all.addAll(reads.values());
        all.addAll(forLeader);
        all.forEach(pending -> pending.fail(failure.apply(pending)));
        forLeader.clear();
        proposals.clear();
        appended.clear();
        reads.clear();
    }

    static void failLate(Pending<?> pending) {
        pending.fail(
                pending.isAppended()
                        ? new DeadlineExceededException(
                                Outcome.UNKNOWN, "deadline passed; entry " + pending.index() + " may still commit")
                        : new DeadlineExceededException(Outcome.NOT_APPLIED, "deadline passed; nothing was changed"));
    }

    private static RaftException toException(Rejection why) {
        return switch (why.reason()) {
            case NOT_LEADER -> new NotLeaderException(Optional.ofNullable(why.leaderHint()));
            case OVERLOADED -> new OverloadedException("too many bytes wait for their commit");
            case STOPPED -> new StoppedException(Outcome.NOT_APPLIED, "the node has stopped", null);
        };
    }
}
