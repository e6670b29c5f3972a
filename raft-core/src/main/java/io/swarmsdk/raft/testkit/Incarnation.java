package io.swarmsdk.raft.testkit;

import io.swarmsdk.raft.internal.core.AppendBatch;
import io.swarmsdk.raft.internal.core.RaftCore;
import io.swarmsdk.raft.internal.core.RaftEffects;
import io.swarmsdk.raft.internal.core.RaftMessage;
import io.swarmsdk.raft.internal.core.Rejection;
import io.swarmsdk.raft.internal.core.Role;
import io.swarmsdk.raft.spi.StateMachine;
import io.swarmsdk.sim.SimRandom;
import io.swarmsdk.sim.Timer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One run of a node, from a start to a crash: the core, and around it what a shell does. Ends turns at random, holds
 * sends back until the disk is ready for them, and has every effect looked at.
 */
final class Incarnation implements RaftEffects {

    private static final double TURN_ENDS_AT_ONCE = 0.7;
    private static final long MAX_TURN_NANOS = 200_000;

    private record Held(long token, String to, RaftMessage message) {}

    private record Proposal(byte[] command, Consumer<Answer<byte[]>> asker) {}

    /** What becomes of a read: an index to wait for, or a rejection. */
    private record Read(Consumer<Long> ready, Consumer<Rejection> rejected, Runnable giveUp) {}

    private final Group group;
    private final String id;
    private final NodeDisk disk;
    private final SendChecks sendChecks;
    private final LogImage memory;
    private final SimRandom random;
    private final Applier applier;
    private final RaftCore core;
    private final List<Held> held = new ArrayList<>();
    private final Map<Long, Proposal> proposals = new LinkedHashMap<>();
    private final Map<Long, Read> reads = new LinkedHashMap<>();
    private final long startedNanos;
    private final double clockRate;
    private @Nullable Timer timer;
    private long timerNanos;
    private long pausedUntilNanos;
    private boolean flushScheduled;
    private boolean closed;
    private boolean diskFailed;
    private @Nullable String stopped;
    private Role role = Role.FOLLOWER;
    private long seenCommit;
    private long seenTerm;
    private long lastId;

    Incarnation(Group group, String id, NodeDisk disk, SendChecks sendChecks, LogImage recovered) {
        this.group = group;
        this.id = id;
        this.disk = disk;
        this.sendChecks = sendChecks;
        this.memory = recovered;
        this.random = group.world.random().fork();
        this.startedNanos = group.world.nowNanos();
        this.pausedUntilNanos = startedNanos;
        this.clockRate = 1 + (2 * random.nextDouble() - 1) * group.clockDrift;
        this.applier = new Applier(group, id, random, group.machines.apply(id));
        this.core = new RaftCore(
                group.settingsOf(id),
                group.mutation.recovered(recovered.hardState()),
                memory,
                random.nextLong(),
                clock(),
                this,
                group.mutation.commitRule());
        group.network.attach(id, (from, message) -> turn(() -> core.onMessage(from, message, clock())));
        armTimer();
    }

    RaftCore core() {
        return core;
    }

    Applier applier() {
        return applier;
    }

    @Nullable
    String stopped() {
        return stopped;
    }

    void close() {
        closed = true;
        group.network.detach(id);
        cancelTimer();
        proposals.values().forEach(waiting -> applier.answer(() -> waiting.asker.accept(Answer.unknown())));
        reads.values().forEach(waiting -> waiting.giveUp.run());
        applier.close();
    }

    void propose(byte[] command, Consumer<Answer<byte[]>> asker) {
        turn(() -> {
            proposals.put(++lastId, new Proposal(command, asker));
            core.propose(lastId, command, clock());
        });
    }

    <T> void read(Function<StateMachine, T> query, Consumer<Answer<T>> asker) {
        Runnable giveUp = () -> applier.answer(() -> asker.accept(Answer.unknown()));
        Runnable run = () -> {
            T result = query.apply(applier.machine());
            applier.answer(() -> asker.accept(Answer.done(0, result)));
        };
        Consumer<Rejection> rejected = why -> applier.answer(() -> asker.accept(Answer.rejected(why.leaderHint())));
        turn(() -> {
            if (group.mutation == Mutation.READ_WITHOUT_ASKING && role == Role.LEADER) {
                run.run();
                return;
            }
            reads.put(++lastId, new Read(index -> applier.readAt(index, run, giveUp), rejected, giveUp));
            core.read(lastId, clock());
        });
    }

    /** A pause of the whole process: what arrives meanwhile is handled afterwards. */
    void pauseUntil(long nanos) {
        pausedUntilNanos = nanos;
    }

    private void turn(Runnable input) {
        if (closed) {
            return;
        }
        if (now() - pausedUntilNanos < 0) {
            group.world.schedule(pausedUntilNanos - now(), "after pause " + id, () -> turn(input));
            return;
        }
        input.run();
        if (random.chance(TURN_ENDS_AT_ONCE)) {
            core.flush(clock());
        } else if (!flushScheduled) {
            flushScheduled = true;
            group.world.schedule(random.nextLong(0, MAX_TURN_NANOS), "flush " + id, () -> {
                flushScheduled = false;
                turn(() -> core.flush(clock()));
            });
        }
        observe();
        armTimer();
    }

    private void observe() {
        group.violations.require(
                core.term() >= seenTerm && core.commitIndex() >= seenCommit,
                Promise.NOTHING_GOES_BACK,
                "%s: term %d -> %d, commit %d -> %d",
                id,
                seenTerm,
                core.term(),
                seenCommit,
                core.commitIndex());
        seenTerm = core.term();
        if (core.commitIndex() > seenCommit) {
            seenCommit = core.commitIndex();
            group.logChecks.committed(id, role == Role.LEADER, seenTerm, seenCommit, memory, group.disks());
        }
    }

    private void armTimer() {
        long deadline = core.nextDeadlineNanos();
        if (timer == null || deadline - timerNanos < 0) {
            cancelTimer();
            timerNanos = deadline;
            timer = group.world.schedule(worldTime(deadline - clock()), "tick " + id, () -> {
                timer = null;
                turn(() -> core.tick(clock()));
            });
        }
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private long now() {
        return group.world.nowNanos();
    }

    /** The time as this node's clock has it, which runs a little faster or slower than the world's. */
    private long clock() {
        return startedNanos + (long) ((now() - startedNanos) * clockRate);
    }

    /** How long the world takes until this node's clock has moved by so much. */
    private long worldTime(long clockNanos) {
        return Math.max(0, (long) Math.ceil(clockNanos / clockRate));
    }

    @Override
    public void append(long token, AppendBatch batch) {
        mustNotBeStopped("writes");
        memory.apply(batch);
        group.world.trace(id + " writes " + Group.describe(batch));
        group.logChecks.appended(id, role == Role.LEADER, batch, memory);
        disk.write(token, batch, this::onDurable, this::onDiskFailure);
    }

    private void onDurable(long token) {
        turn(() -> {
            for (Held waiting : List.copyOf(held)) {
                if (waiting.token <= token) {
                    held.remove(waiting);
                    transmit(waiting.to, waiting.message);
                }
            }
            core.durable(token, clock());
        });
    }

    private void onDiskFailure(String why) {
        diskFailed = true;
        turn(() -> core.storageFailed(why, clock()));
    }

    @Override
    public void sendNow(String to, RaftMessage message) {
        transmit(to, message);
    }

    @Override
    public void sendAfter(long token, String to, RaftMessage message) {
        if (group.mutation == Mutation.ACKNOWLEDGE_BEFORE_DURABLE) {
            transmit(to, message);
        } else {
            held.add(new Held(token, to, message));
        }
    }

    private void transmit(String to, RaftMessage message) {
        mustNotBeStopped("sends");
        sendChecks.leaving(to, message);
        group.network.send(id, to, message);
    }

    private void mustNotBeStopped(String what) {
        if (stopped != null) {
            group.violations.report(Promise.STOPPED_IS_SILENT, id + " " + what + " after: " + stopped);
        }
    }

    @Override
    public void apply(long firstIndex, long lastIndex) {
        applier.commit(memory.read(firstIndex, lastIndex, Integer.MAX_VALUE));
    }

    @Override
    public void proposalAppended(long proposalId, long index, long term) {
        Proposal proposal = proposals.remove(proposalId);
        if (proposal != null) {
            applier.propose(index, proposal.command, proposal.asker);
        }
    }

    @Override
    public void proposalRejected(long proposalId, Rejection why) {
        Proposal proposal = proposals.remove(proposalId);
        if (proposal != null) {
            applier.answer(() -> proposal.asker.accept(Answer.rejected(why.leaderHint())));
        }
    }

    @Override
    public void proposalsAborted(long fromIndexInclusive) {
        applier.abortFrom(fromIndexInclusive);
    }

    @Override
    public void readReady(long readId, long readIndex) {
        Read read = reads.remove(readId);
        if (read != null) {
            read.ready.accept(readIndex);
        }
    }

    @Override
    public void readRejected(long readId, Rejection why) {
        Read read = reads.remove(readId);
        if (read != null) {
            read.rejected.accept(why);
        }
    }

    @Override
    public void roleChanged(Role from, Role to, long term, @Nullable String leader, String reason) {
        group.world.trace(id + " term " + term + ": " + from + " -> " + to + " (" + reason + ")");
        role = to;
        applier.leads(to == Role.LEADER ? term : 0);
        if (to == Role.LEADER) {
            group.logChecks.elected(id, term, memory);
        }
    }

    @Override
    public void leaderChanged(long term, @Nullable String leader) {}

    @Override
    public void fatal(String why) {
        stopped = why;
        group.world.trace(id + " stops: " + why);
        group.violations.require(diskFailed, Promise.STOPS_ONLY_FOR_ITS_DISK, "%s: %s", id, why);
        cancelTimer();
    }
}
