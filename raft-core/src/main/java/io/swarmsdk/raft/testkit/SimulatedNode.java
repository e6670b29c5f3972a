package io.swarmsdk.raft.testkit;

import io.swarmsdk.raft.internal.core.Role;
import io.swarmsdk.raft.spi.StateMachine;
import io.swarmsdk.sim.SimDisk;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One node of a {@link RaftSimulation}: an identity, a disk that outlives crashes, and while it runs a core and a state
 * machine. Driven from events of its world or from the thread that drives the world; answers come from later events.
 */
public final class SimulatedNode {

    private final Group group;
    private final String id;
    private final NodeDisk disk;
    private final SendChecks sendChecks;
    private @Nullable Incarnation incarnation;
    private boolean starting;

    SimulatedNode(Group group, String id) {
        this.group = group;
        this.id = id;
        this.disk = new NodeDisk(new SimDisk(group.world, id));
        this.sendChecks = new SendChecks(group.violations, id, disk);
    }

    /** Its name in the group. */
    public String id() {
        return id;
    }

    /** Whether it runs: started, recovered and not crashed since. A node whose disk failed still runs, but does nothing. */
    public boolean isUp() {
        return incarnation != null;
    }

    /** Whether it leads, as far as it knows. */
    public boolean isLeader() {
        return incarnation != null && incarnation.core().role() == Role.LEADER;
    }

    /** Its term; 0 while it is down. */
    public long term() {
        return incarnation == null ? 0 : incarnation.core().term();
    }

    /** The leader of its term, if it runs and knows one. */
    public Optional<String> leader() {
        return Optional.ofNullable(incarnation).map(running -> running.core().leader());
    }

    /** The last index it knows to be committed; 0 while it is down. */
    public long commitIndex() {
        return incarnation == null ? 0 : incarnation.core().commitIndex();
    }

    /** The last index that its state machine has applied; 0 while it is down. */
    public long appliedIndex() {
        return incarnation == null ? 0 : incarnation.applier().appliedIndex();
    }

    /** The last index of its log; 0 while it is down. */
    public long lastIndex() {
        return incarnation == null ? 0 : incarnation.core().lastIndex();
    }

    /** Why it has stopped although it was not crashed; empty if it has not. */
    public Optional<String> stopReason() {
        return Optional.ofNullable(incarnation).map(Incarnation::stopped);
    }

    /** Its state machine; a restart makes a new one. Empty while it is down. */
    public Optional<StateMachine> stateMachine() {
        return Optional.ofNullable(incarnation).map(running -> running.applier().machine());
    }

    /** Proposes a command here. A node that is down rejects it. */
    public void propose(byte[] command, Consumer<Answer<byte[]>> asker) {
        if (incarnation == null) {
            group.world.schedule(0, id + " is down", () -> asker.accept(Answer.rejected(null)));
        } else {
            incarnation.propose(command, asker);
        }
    }

    /** Reads linearizably here: {@code query} sees the state machine at a moment between this call and the answer. */
    public <T> void read(Function<StateMachine, T> query, Consumer<Answer<T>> asker) {
        if (incarnation == null) {
            group.world.schedule(0, id + " is down", () -> asker.accept(Answer.rejected(null)));
        } else {
            incarnation.read(query, asker);
        }
    }

    /** Starts it from its disk; does nothing if it runs. It is up once what the disk holds is read and durable. */
    public void restart() {
        if (incarnation != null || starting) {
            return;
        }
        starting = true;
        disk.recover(this::recovered, why -> crash());
    }

    /** The power fails: it is down, and what was not synced is lost in part or whole. */
    public void crash() {
        group.world.trace(id + " crashes");
        end();
        disk.crash();
    }

    /** The process dies, as by {@code kill -9}: what was written but not synced is still there at a restart. */
    public void kill() {
        group.world.trace(id + " is killed");
        end();
        disk.kill();
    }

    /** The process stands still for so long, as in a long garbage collection. */
    public void pause(Duration duration) {
        group.world.trace(id + " pauses for " + duration);
        if (incarnation != null) {
            incarnation.pauseUntil(group.world.nowNanos() + duration.toNanos());
        }
    }

    /** No write becomes durable for so long. */
    public void stallDisk(Duration duration) {
        disk.stall(duration);
    }

    /** The next write fails; the node then stops, and runs again after {@link #crash} and {@link #restart}. */
    public void failNextSync() {
        disk.failNextSync();
    }

    /** Starts it if it is down or has stopped. */
    void repair() {
        if (stopReason().isPresent()) {
            crash(); // only a machine that starts anew reads from its disk what is really there
        }
        restart();
    }

    /** As {@link #repair}, and does not wait until a failure that is announced happens. */
    void repairForGood() {
        if (disk.suspect()) {
            crash();
        }
        restart();
    }

    LogImage durable() {
        return disk.durable();
    }

    private void recovered(LogImage image) {
        starting = false;
        incarnation = new Incarnation(group, id, disk, sendChecks, image);
    }

    private void end() {
        starting = false;
        if (incarnation != null) {
            incarnation.close();
            incarnation = null;
        }
    }
}
