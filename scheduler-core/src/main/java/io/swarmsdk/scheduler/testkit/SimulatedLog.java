package io.swarmsdk.scheduler.testkit;

import io.swarmsdk.model.spi.Applier;
import io.swarmsdk.model.spi.Leadership;
import io.swarmsdk.model.spi.LogEntry;
import io.swarmsdk.model.spi.ReplicatedLog;
import io.swarmsdk.model.store.OutcomeUnknownException;
import io.swarmsdk.model.store.UnavailableException;
import io.swarmsdk.sim.SimRandom;
import io.swarmsdk.sim.World;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A log whose commits take virtual time and whose leader can change: what is under way then is committed or lost by
 * chance, and nobody is told which. Belongs to the world's thread.
 */
final class SimulatedLog implements ReplicatedLog {
    private static final long MIN_COMMIT_NANOS = Duration.ofMillis(1).toNanos();
    private static final long MAX_COMMIT_NANOS = Duration.ofMillis(15).toNanos();

    private record Proposal(long term, byte[] data, CompletableFuture<byte[]> reply) {}

    private final World world;
    private final SimRandom random;
    private final ArrayDeque<Proposal> underWay = new ArrayDeque<>();
    private @Nullable Applier applier;
    private long index;
    private long term = 1;
    private boolean leading = true;
    private long lastCommitNanos;

    SimulatedLog(World world) {
        this.world = world;
        this.random = world.random().fork();
        this.lastCommitNanos = world.nowNanos();
    }

    @Override
    public void start(Applier value) {
        applier = value;
        value.leaderCaughtUp(term);
    }

    @Override
    public CompletableFuture<byte[]> propose(byte[] data, Duration deadline) {
        if (!leading) {
            return CompletableFuture.failedFuture(new UnavailableException("no leader"));
        }
        var proposal = new Proposal(term, data, new CompletableFuture<>());
        underWay.addLast(proposal);
        long commit = world.nowNanos() + random.nextLong(MIN_COMMIT_NANOS, MAX_COMMIT_NANOS);
        lastCommitNanos = commit - lastCommitNanos > 0 ? commit : lastCommitNanos; // in the order proposed
        world.schedule(lastCommitNanos - world.nowNanos(), "commit", () -> {
            if (underWay.remove(proposal)) {
                proposal.reply.complete(apply(proposal));
            }
        });
        return proposal.reply;
    }

    /** The leader is deposed; after the pause it leads again, in a later term. */
    void changeLeader(Duration pause) {
        if (!leading) {
            return;
        }
        leading = false;
        int survive = random.nextInt(underWay.size() + 1);
        var lost = List.copyOf(underWay);
        underWay.clear();
        lost.subList(0, survive).forEach(this::apply);
        applier().leadershipLost(term);
        lost.forEach(proposal ->
                proposal.reply.completeExceptionally(new OutcomeUnknownException("the leader was deposed", null)));
        world.schedule(pause.toNanos(), "elected", () -> {
            term++;
            leading = true;
            applier().leaderCaughtUp(term);
        });
    }

    private byte[] apply(Proposal proposal) {
        return applier()
                .apply(List.of(new LogEntry(++index, proposal.term, proposal.data)))
                .get(0);
    }

    private Applier applier() {
        if (applier == null) {
            throw new IllegalStateException("the store has not started the log");
        }
        return applier;
    }

    @Override
    public CompletableFuture<Long> readBarrier(Duration deadline) {
        return leading
                ? CompletableFuture.completedFuture(index)
                : CompletableFuture.failedFuture(new UnavailableException("no leader"));
    }

    @Override
    public Leadership leadership() {
        return leading ? new Leadership(Optional.of("sim"), term, true) : Leadership.none(term);
    }
}
