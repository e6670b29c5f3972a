package io.swarmsdk.raft.internal.shell;

import io.swarmsdk.raft.OverloadedException;
import io.swarmsdk.raft.ProposalResult;
import io.swarmsdk.raft.RaftListener;
import io.swarmsdk.raft.RaftStatus;
import io.swarmsdk.raft.ReadMode;
import io.swarmsdk.raft.internal.core.CoreConfig;
import io.swarmsdk.raft.internal.log.LogIdentity;
import io.swarmsdk.raft.internal.log.LogOptions;
import io.swarmsdk.raft.internal.log.SegmentedLog;
import io.swarmsdk.raft.internal.transport.TcpTransport;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the parts of a node together, and takes them apart again. Safe for any thread. */
public final class RaftShell {
    private static final Logger LOG = LoggerFactory.getLogger(RaftShell.class);
    private static final int MAX_APPEND_BYTES = 256 << 10;
    private static final int MAX_INFLIGHT_APPENDS = 32;
    private static final long MAX_PENDING_BYTES = 64L << 20;
    private static final int FRAME_OVERHEAD_BYTES = 64 << 10;
    private static final long MAX_DEADLINE_NANOS = TimeUnit.DAYS.toNanos(365);
    private static final long CLOSE_MILLIS = 10_000;

    private final RaftSettings settings;
    private final SegmentedLog log;
    private final Callbacks callbacks;
    private final Admission admission;
    private final RaftLoop loop;
    private final TcpTransport transport;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final LongAdder proposals = new LongAdder();
    private final LongAdder overloads = new LongAdder();

    private RaftShell(RaftSettings settings, SegmentedLog log, Callbacks callbacks) {
        this.settings = settings;
        this.log = log;
        this.callbacks = callbacks;
        this.admission = new Admission(settings.maxPendingProposals(), MAX_PENDING_BYTES);
        var inbox = new Inbox();
        var wire = new AtomicReference<TcpTransport>();
        this.loop = new RaftLoop(
                settings,
                coreConfig(settings),
                log,
                inbox,
                admission,
                callbacks,
                (to, message) -> wire.getPlain().send(to, message),
                () -> wire.getPlain().close());
        this.transport = TcpTransport.start(transportConfig(settings), new MessageGate(inbox, loop::onMessage));
        wire.setPlain(transport);
    }

    /** Opens the log, listens, and starts the threads; or leaves nothing behind. */
    public static RaftShell start(RaftSettings settings) {
        var identity = new LogIdentity(settings.clusterId(), settings.id());
        return start(settings, SegmentedLog.open(settings.dataDirectory(), identity, LogOptions.defaults()));
    }

    static RaftShell start(RaftSettings settings, SegmentedLog log) {
        RaftShell shell;
        try {
            var callbacks = new Callbacks(settings.id(), settings.callbackExecutor(), settings.listeners());
            shell = new RaftShell(settings, log, callbacks);
        } catch (RuntimeException e) {
            log.close();
            throw e;
        }
        LOG.info(
                "[{}] started: cluster {}, {} peers, listening on {}, log of {} entries up to term {}",
                settings.id(),
                settings.clusterId(),
                settings.peers().size(),
                shell.address(),
                log.lastIndex(),
                log.recoveredState().term());
        shell.loop.start();
        return shell;
    }

    private static CoreConfig coreConfig(RaftSettings settings) {
        List<String> voters = new ArrayList<>(settings.peers().keySet());
        voters.add(settings.id());
        return new CoreConfig(
                settings.id(),
                voters,
                settings.electionTimeout().toNanos(),
                settings.heartbeatInterval().toNanos(),
                MAX_APPEND_BYTES,
                MAX_INFLIGHT_APPENDS,
                MAX_PENDING_BYTES,
                settings.campaignAtStart());
    }

    private static TcpTransport.Config transportConfig(RaftSettings settings) {
        return new TcpTransport.Config(
                settings.clusterId(),
                settings.id(),
                settings.bind(),
                settings.peers(),
                new SecureRandom().nextLong(),
                MAX_APPEND_BYTES + settings.maxEntryBytes() + FRAME_OVERHEAD_BYTES);
    }

    /** See {@link io.swarmsdk.raft.RaftNode#propose}. */
    public CompletableFuture<ProposalResult> propose(byte[] command, Duration deadline) {
        if (command.length > settings.maxEntryBytes()) {
            throw new IllegalArgumentException("command: " + command.length + " bytes (expected: at most maxEntryBytes "
                    + settings.maxEntryBytes() + ")");
        }
        Pending<ProposalResult> pending = pending(command.length, deadline);
        proposals.increment();
        return admitted(pending, command.length, () -> loop.propose(pending, command));
    }

    /** See {@link io.swarmsdk.raft.RaftNode#read}. */
    public CompletableFuture<Long> read(ReadMode mode, Duration deadline) {
        Pending<Long> pending = pending(0, deadline);
        return switch (mode) {
            case LINEARIZABLE -> admitted(pending, 0, () -> loop.read(pending));
        };
    }

    /** See {@link io.swarmsdk.raft.RaftNode#awaitLeader}. */
    public CompletableFuture<String> awaitLeader(Duration deadline) {
        Pending<String> pending = pending(0, deadline);
        return admitted(pending, 0, () -> loop.awaitLeader(pending));
    }

    private <T> Pending<T> pending(int bytes, Duration deadline) {
        if (deadline.isZero() || deadline.isNegative()) {
            throw new IllegalArgumentException("deadline: " + deadline + " (expected: > 0)");
        }
        long nanos =
                deadline.compareTo(Duration.ofNanos(MAX_DEADLINE_NANOS)) > 0 ? MAX_DEADLINE_NANOS : deadline.toNanos();
        return new Pending<>(admission, callbacks, bytes, System.nanoTime() + nanos);
    }

    private <T> CompletableFuture<T> admitted(Pending<T> pending, int bytes, Runnable go) {
        OverloadedException overloaded = admission.enter(bytes);
        if (overloaded != null) {
            overloads.increment();
            return CompletableFuture.failedFuture(overloaded);
        }
        go.run();
        return pending.future();
    }

    /** See {@link io.swarmsdk.raft.RaftNode#status}. */
    public RaftStatus status() {
        CoreView view = loop.view();
        return new RaftStatus(
                settings.id(),
                view.role(),
                view.term(),
                Optional.ofNullable(view.leader()),
                view.commitIndex(),
                loop.applied(),
                view.lastIndex(),
                view.durableIndex(),
                new RaftStatus.Counters(
                        proposals.sum(),
                        overloads.sum(),
                        loop.diskWrites(),
                        transport.sent(),
                        transport.received(),
                        transport.dropped(),
                        log.cutBytes()));
    }

    /** See {@link io.swarmsdk.raft.RaftNode#address}. */
    public InetSocketAddress address() {
        return transport.address();
    }

    /** See {@link io.swarmsdk.raft.RaftNode#addListener}. */
    public void addListener(RaftListener listener) {
        CoreView view = loop.view();
        String leader = view.leader();
        callbacks.add(listener, each -> {
            if (leader != null) {
                each.leadershipChanged(view.term(), Optional.of(leader), leader.equals(settings.id()));
            }
        });
    }

    /** See {@link io.swarmsdk.raft.RaftNode#close}. */
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        loop.stop();
        boolean interrupted = false;
        try {
            for (Thread thread : loop.threads()) {
                if (thread != Thread.currentThread()) {
                    thread.join(CLOSE_MILLIS);
                    if (thread.isAlive()) {
                        LOG.warn("[{}] {} does not end; it is left behind", settings.id(), thread.getName());
                    }
                }
            }
            callbacks.close();
        } catch (InterruptedException e) {
            interrupted = true;
        }
        log.close();
        LOG.info("[{}] closed", settings.id());
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
