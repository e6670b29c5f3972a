package io.swarmsdk.raft.internal.shell;

import io.swarmsdk.raft.ProposalResult;
import io.swarmsdk.raft.RaftException;
import io.swarmsdk.raft.RaftException.Outcome;
import io.swarmsdk.raft.StoppedException;
import io.swarmsdk.raft.internal.core.AppendBatch;
import io.swarmsdk.raft.internal.core.CoreConfig;
import io.swarmsdk.raft.internal.core.RaftCore;
import io.swarmsdk.raft.internal.core.RaftEffects;
import io.swarmsdk.raft.internal.core.RaftMessage;
import io.swarmsdk.raft.internal.core.Rejection;
import io.swarmsdk.raft.internal.core.Role;
import io.swarmsdk.raft.internal.log.SegmentedLog;
import io.swarmsdk.raft.internal.log.StagedBatch;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The protocol thread. It owns the core, tells it everything in turns (drain the inbox, tick, flush) and carries out its
 * effects: writes go to the disk thread, commits to the apply thread, messages to the transport. It never waits for any
 * of them.
 */
final class RaftLoop implements RaftEffects, DiskThread.Outcome {
    private static final Logger LOG = LoggerFactory.getLogger(RaftLoop.class);
    private static final int MAX_INPUTS_PER_TURN = 4096;
    private static final long MAX_SLEEP_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final String self;
    private final Inbox inbox;
    private final SegmentedLog log;
    private final Admission admission;
    private final Callbacks callbacks;
    private final DiskThread disk;
    private final ApplyThread apply;
    private final RaftCore core;
    private final Waiting waiting;
    private final HeldSends held;
    private final BiConsumer<String, RaftMessage> sender;
    private final Runnable closeTransport;
    private final Thread thread;

    private long nowNanos;
    private boolean stopping;
    private @Nullable RuntimeException storageFailure;
    private volatile @Nullable Throwable fatal;
    private volatile CoreView view;

    RaftLoop(
            RaftSettings settings,
            CoreConfig config,
            SegmentedLog log,
            Inbox inbox,
            Admission admission,
            Callbacks callbacks,
            BiConsumer<String, RaftMessage> sender,
            Runnable closeTransport) {
        this.self = settings.id();
        this.inbox = inbox;
        this.log = log;
        this.admission = admission;
        this.callbacks = callbacks;
        this.sender = sender;
        this.closeTransport = closeTransport;
        this.nowNanos = System.nanoTime();
        this.waiting = new Waiting(nowNanos);
        this.held = new HeldSends(sender);
        this.disk = new DiskThread(self, log, this);
        this.apply = new ApplyThread(self, settings.stateMachine(), log.newReader(), callbacks, this::onApplyFailed);
        this.core = new RaftCore(config, log.recoveredState(), log, new SecureRandom().nextLong(), nowNanos, this);
        this.view = CoreView.of(core);
        this.thread = Threads.named(self, "loop", this::run);
    }

    void start() {
        disk.start();
        apply.start();
        thread.start();
    }

    /** From any thread. */
    void stop() {
        inbox.post(() -> stopping = true);
    }

    /** The threads that end after {@link #stop}, in this order. */
    Thread[] threads() {
        return new Thread[] {thread, disk.thread(), apply.thread()};
    }

    CoreView view() {
        return view;
    }

    long applied() {
        return apply.applied();
    }

    long diskWrites() {
        return disk.writes();
    }

    /** Why an operation fails that nobody will answer any more. */
    RaftException stopped(Pending<?> pending) {
        Throwable cause = fatal;
        return new StoppedException(
                pending.isAppended() ? Outcome.UNKNOWN : Outcome.NOT_APPLIED,
                cause == null ? "the node is closed" : "the node has stopped for good: " + cause.getMessage(),
                cause);
    }

    private void run() {
        try {
            while (!stopping && fatal == null) {
                turn();
            }
        } catch (Throwable e) { // whatever it is, the core's state can no longer be relied on
            fatal = e;
        }
        end();
    }

    private void turn() {
        nowNanos = System.nanoTime();
        int inputs = 0;
        for (Inbox.Input next = inbox.poll(); next != null && fatal == null; next = inbox.poll()) {
            next.accept();
            if (++inputs == MAX_INPUTS_PER_TURN) {
                break;
            }
        }
        nowNanos = System.nanoTime();
        if (nowNanos - core.nextDeadlineNanos() >= 0) {
            core.tick(nowNanos);
        }
        core.flush(nowNanos);
        waiting.expire(nowNanos); // after the flush: what was proposed in this turn is in the log, or was refused
        view = CoreView.of(core);
        if (inputs == 0) {
            long patience = Math.min(MAX_SLEEP_NANOS, core.nextDeadlineNanos() - nowNanos);
            inbox.await(waiting.nanosUntilDeadline(nowNanos, patience));
        }
    }

    private void end() {
        Throwable cause = fatal;
        if (cause != null) {
            LOG.error("[{}] term {}: stopped for good", self, core.term(), cause);
        }
        inbox.close();
        waiting.failAll(this::stopped);
        disk.stop();
        apply.stop().forEach(pending -> pending.fail(stopped(pending)));
        CoreView last = CoreView.of(core);
        view = last.ended();
        if (last.leader() != null) {
            callbacks.tell(listener -> listener.leadershipChanged(last.term(), Optional.empty(), false));
        }
        if (cause != null) {
            callbacks.tell(listener -> listener.failed(cause));
        }
        closeTransport.run();
    }

    // ---- what others tell: from any thread

    void propose(Pending<ProposalResult> pending, byte[] command) {
        inbox.post(new OfPending(pending) {
            @Override
            void live() {
                core.propose(waiting.addProposal(pending, admission.inUse()), command, nowNanos);
            }
        });
    }

    void read(Pending<Long> pending) {
        inbox.post(new OfPending(pending) {
            @Override
            void live() {
                core.read(waiting.addRead(pending, admission.inUse()), nowNanos);
            }
        });
    }

    void awaitLeader(Pending<String> pending) {
        inbox.post(new OfPending(pending) {
            @Override
            void live() {
                waiting.addForLeader(pending, admission.inUse());
                waiting.leaderIs(core.leader());
            }
        });
    }

    /** Loop thread, from the gate. */
    void onMessage(String from, RaftMessage message) {
        core.onMessage(from, message, nowNanos);
    }

    @Override
    public void durable(long token) {
        inbox.post(() -> {
            held.durable(token);
            core.durable(token, nowNanos);
        });
    }

    @Override
    public void failed(RuntimeException why) {
        inbox.post(() -> {
            storageFailure = why;
            core.storageFailed(String.valueOf(why.getMessage()), nowNanos);
        });
    }

    private void onApplyFailed(Throwable why) {
        inbox.post(() -> fatal = why);
    }

    /** An operation on its way to the core. */
    private abstract class OfPending implements Inbox.Input {
        private final Pending<?> pending;

        OfPending(Pending<?> pending) {
            this.pending = pending;
        }

        abstract void live();

        @Override
        public void accept() {
            if (System.nanoTime() - pending.deadlineNanos() >= 0) {
                Waiting.failLate(pending);
            } else {
                live();
            }
        }

        @Override
        public void abandon() {
            pending.fail(stopped(pending));
        }
    }

    // ---- what the core answers: on the loop thread

    @Override
    public void append(long token, AppendBatch batch) {
        var staged = new StagedBatch(token, batch);
        log.stage(staged);
        disk.submit(staged);
    }

    @Override
    public void sendNow(String to, RaftMessage message) {
        sender.accept(to, message);
    }

    @Override
    public void sendAfter(long token, String to, RaftMessage message) {
        held.sendAfter(token, to, message);
    }

    @Override
    public void apply(long firstIndex, long lastIndex) {
        apply.commit(lastIndex, waiting.committedUpTo(lastIndex));
    }

    @Override
    public void proposalAppended(long proposalId, long index, long term) {
        waiting.appended(proposalId, index, term);
    }

    @Override
    public void proposalRejected(long proposalId, Rejection why) {
        waiting.proposalRejected(proposalId, why);
    }

    @Override
    public void proposalsAborted(long fromIndexInclusive) {
        waiting.abortedFrom(fromIndexInclusive);
    }

    @Override
    public void readReady(long readId, long readIndex) {
        Pending<Long> pending = waiting.takeRead(readId);
        if (pending != null) {
            apply.read(readIndex, pending);
        }
    }

    @Override
    public void readRejected(long readId, Rejection why) {
        waiting.readRejected(readId, why);
    }

    @Override
    public void roleChanged(Role from, Role to, long term, @Nullable String leader, String reason) {
        LOG.info("[{}] term {}: {} -> {} ({})", self, term, from, to, reason);
        apply.leading(to == Role.LEADER ? term : 0);
    }

    @Override
    public void leaderChanged(long term, @Nullable String leader) {
        LOG.info("[{}] term {}: {}", self, term, leader == null ? "no leader" : "the leader is " + leader);
        waiting.leaderIs(leader);
        Optional<String> now = Optional.ofNullable(leader);
        boolean isSelf = self.equals(leader);
        callbacks.tell(listener -> listener.leadershipChanged(term, now, isSelf));
    }

    @Override
    public void fatal(String why) {
        RuntimeException failure = storageFailure;
        fatal = failure == null ? new IllegalStateException(why) : failure;
    }
}
