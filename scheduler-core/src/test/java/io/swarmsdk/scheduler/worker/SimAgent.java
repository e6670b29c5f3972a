package io.swarmsdk.scheduler.worker;

import io.swarmsdk.model.Task;
import io.swarmsdk.model.TaskState;
import io.swarmsdk.model.TaskStatus;
import io.swarmsdk.scheduler.AgentMessage;
import io.swarmsdk.scheduler.DispatcherMessage;
import io.swarmsdk.scheduler.internal.core.SplitMix64;
import io.swarmsdk.scheduler.internal.core.agent.AgentConfig;
import io.swarmsdk.scheduler.internal.core.agent.AgentCore;
import io.swarmsdk.scheduler.internal.core.agent.AgentEffects;
import io.swarmsdk.scheduler.internal.core.agent.JournalEntry;
import io.swarmsdk.scheduler.spi.Started;
import io.swarmsdk.sim.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A node: the agent's core, its journal on disk, and programs that outlive a killed agent. */
final class SimAgent implements AgentEffects, SimLink.End<DispatcherMessage> {
    final String nodeId;
    /** Programs that run on the machine, whoever started them. */
    final TreeSet<String> programs = new TreeSet<>();

    private final DispatchSimulation sim;
    private final TreeMap<String, Integer> starts = new TreeMap<>();
    private final List<Runnable> effects = new ArrayList<>();
    private List<JournalEntry> disk = List.of();
    private @Nullable AgentCore core;
    private int incarnation;
    private long journalWritten;
    private long attempt;
    private @Nullable SimLink link;
    private @Nullable Timer timer;

    SimAgent(DispatchSimulation sim, String nodeId) {
        this.sim = sim;
        this.nodeId = nodeId;
    }

    boolean isUp() {
        return core != null;
    }

    AgentCore core() {
        return Objects.requireNonNull(core);
    }

    void start() {
        incarnation++;
        programs.clear(); // the new agent ends what the old one left, before all else
        link = null;
        core = new AgentCore(
                AgentConfig.defaults(nodeId),
                Nouns.description(nodeId),
                this,
                new SplitMix64(sim.world.random().nextLong()),
                disk,
                sim.world.nowNanos());
        journalWritten = -1;
        turn(agent -> {});
    }

    void kill() {
        for (var taskId : programs) {
            boolean known = disk.stream()
                    .anyMatch(entry -> entry.taskId().equals(taskId)
                            && entry.status().state().compareTo(TaskState.STARTING) >= 0
                            && !entry.status().state().isTerminal());
            sim.require(known, nodeId + ": killed while " + taskId + " ran that the journal does not know");
        }
        core = null;
        incarnation++;
        if (link != null) {
            link.reset("agent killed");
        }
    }

    void resetLink() {
        if (link != null) {
            link.reset("reset");
        }
    }

    private void turn(Consumer<AgentCore> input) {
        if (core == null) {
            return;
        }
        core.begin(sim.world.nowNanos(), sim.wall());
        input.accept(core);
        core.end();
        if (core.journalRevision() != journalWritten) {
            disk = core.journal();
            journalWritten = core.journalRevision();
        }
        var now = List.copyOf(effects);
        effects.clear();
        now.forEach(Runnable::run);
        arm();
    }

    private void arm() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        var deadline = core().nextDeadlineNanos();
        if (deadline.isPresent()) {
            long delay = Math.max(1000, deadline.getAsLong() - sim.world.nowNanos());
            timer = sim.world.schedule(delay, nodeId + " timer", () -> turn(agent -> {}));
        }
    }

    /** An answer to this incarnation, some time later. */
    private void later(long minMillis, long maxMillis, String label, Runnable answer) {
        int mine = incarnation;
        long delay = sim.world.random().nextLong(minMillis * 1_000_000, maxMillis * 1_000_000 + 1);
        sim.world.schedule(delay, nodeId + " " + label, () -> {
            if (incarnation == mine) {
                answer.run();
            }
        });
    }

    @Override
    public void connect(long which) {
        attempt = which;
        effects.add(() -> later(1, 10, "connect", () -> {
            if (sim.world.random().chance(sim.faults ? 0.1 : 0)) {
                turn(agent -> agent.linkClosed(which, "no route"));
            } else {
                link = sim.open(this);
                turn(agent -> agent.linkOpened(which));
            }
        }));
    }

    @Override
    public void send(long which, AgentMessage message) {
        effects.add(() -> {
            if (link != null && which == attempt) {
                link.toManager(message);
            }
        });
    }

    @Override
    public void disconnect(long which) {
        effects.add(() -> {
            if (link != null) {
                link.close("agent");
                link = null;
            }
        });
    }

    @Override
    public void message(SimLink from, DispatcherMessage message) {
        if (from == link) {
            turn(agent -> agent.received(attempt, message));
        }
    }

    @Override
    public void closed(SimLink from, String reason) {
        if (from == link) {
            link = null;
            turn(agent -> agent.linkClosed(attempt, reason));
        }
    }

    @Override
    public void prepare(Task task) {
        effects.add(() -> later(1, 50, "prepare", () -> {
            if (sim.world.random().chance(0.05)) {
                turn(agent -> agent.stepFailed(task.id(), true, "no such image"));
            } else {
                turn(agent -> agent.prepared(task.id()));
            }
        }));
    }

    @Override
    public void start(String taskId) {
        effects.add(() -> {
            sim.require(starts.merge(taskId, 1, Integer::sum) == 1, nodeId + ": started twice: " + taskId);
            programs.add(taskId);
            later(1, 50, "start", () -> turn(agent -> agent.started(taskId, Started.withoutPorts())));
            if (sim.world.random().chance(0.4)) {
                int exitCode = sim.world.random().nextInt(2);
                later(1, 20_000, "exit", () -> exit(taskId, exitCode));
            }
        });
    }

    @Override
    public void stop(String taskId, Duration grace) {
        effects.add(() -> {
            later(1, 2_000, "stop", () -> {
                exit(taskId, 143);
                turn(agent -> agent.stopped(taskId, Optional.empty()));
            });
        });
    }

    private void exit(String taskId, int exitCode) {
        if (programs.remove(taskId)) {
            turn(agent -> agent.exited(taskId, exitCode, Optional.empty()));
        }
    }

    @Override
    public void remove(String taskId) {
        effects.add(() -> {
            sim.require(!programs.contains(taskId), nodeId + ": removed while it runs: " + taskId);
            later(1, 20, "remove", () -> turn(agent -> agent.removed(taskId)));
        });
    }

    @Override
    public void taskChanged(Task task, TaskStatus status) {}

    @Override
    public void taskRemoved(Task task) {}

    @Override
    public void connected(String sessionId) {}

    @Override
    public void disconnected(String reason) {}

    @Override
    public void closed() {}
}
