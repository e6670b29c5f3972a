package io.swarmsdk.scheduler.worker;

import io.swarmsdk.model.NodeState;
import io.swarmsdk.model.ObjectKind;
import io.swarmsdk.model.Task;
import io.swarmsdk.model.TaskState;
import io.swarmsdk.model.store.ChangeSet;
import io.swarmsdk.model.store.ConflictException;
import io.swarmsdk.model.store.StoreEvent;
import io.swarmsdk.sim.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Two managers, some agents, a store, and somebody who makes, changes and deletes tasks, in one thread from one seed.
 * While there are faults links break, messages are lost, agents are killed and come back, leaders change, commits fail.
 */
final class DispatchSimulation {
    final World world;
    final TestStore store;
    final List<SimManager> managers = new ArrayList<>();
    final TreeMap<String, SimAgent> agents = new TreeMap<>();
    boolean faults = true;
    long conflicts;
    int created;
    private Optional<String> violation = Optional.empty();
    private long links;
    private long term;
    private int leader;

    DispatchSimulation(long seed, int nodes) {
        world = World.seeded(seed);
        store = new TestStore();
        for (int n = 0; n < 2; n++) {
            managers.add(new SimManager(this, seed + n));
        }
        for (int n = 0; n < nodes; n++) {
            var nodeId = "n" + n;
            store.create(Nouns.node(nodeId));
            agents.put(nodeId, new SimAgent(this, nodeId));
        }
        world.alwaysTrue("rules of tasks", () -> violation);
        world.alwaysTrue("agents run only what they were told", this::strangers);
    }

    void run(Duration withFaults, Duration quiet) {
        elect();
        agents.values().forEach(SimAgent::start);
        orchestrate();
        disturb();
        world.runFor(withFaults);
        faults = false;
        world.runFor(quiet);
    }

    void require(boolean holds, String text) {
        if (!holds && violation.isEmpty()) {
            violation = Optional.of(text);
        }
    }

    Instant wall() {
        return Nouns.NOON.plusNanos(world.nowNanos());
    }

    SimLink open(SimAgent agent) {
        boolean lucky = !faults || world.random().chance(0.8);
        var manager = managers.get(lucky ? leader : 1 - leader);
        var link = new SimLink(++links, world, manager, agent, faults ? 0.01 : 0);
        manager.opened(link);
        return link;
    }

    /** Applies unless a later term has begun, checks what must hold of every change, and spreads the news. */
    void apply(ChangeSet changes) {
        if (changes.term().orElse(term) < term) {
            return; // the proposer no longer leads, so it does not matter what it is told
        }
        var events = store.apply(changes);
        events.forEach(this::check);
        for (var manager : managers) {
            world.schedule(world.random().nextLong(1000, 5_000_000), "events", () -> manager.changed(events));
        }
    }

    private void check(StoreEvent event) {
        if (event.kind() == ObjectKind.TASK
                && event.before().isPresent()
                && event.after().isPresent()) {
            var before = ((Task) event.before().get()).status().state();
            var after = ((Task) event.after().get()).status().state();
            require(!before.isAfter(after), event.id() + " went back: " + before + " -> " + after);
            require(!before.isTerminal() || before == after, event.id() + " ended twice: " + before + " -> " + after);
        }
    }

    private Optional<String> strangers() {
        for (var agent : agents.values()) {
            if (agent.isUp()) {
                var known = agent.core().tasks();
                for (var program : agent.programs) {
                    if (known.stream().noneMatch(task -> task.task().id().equals(program))) {
                        return Optional.of(agent.nodeId + " runs " + program + " that it was not told to");
                    }
                }
            }
        }
        return Optional.empty();
    }

    private void elect() {
        managers.get(leader).follow();
        leader = world.random().nextInt(2);
        term++;
        managers.get(leader).lead(term);
    }

    private void orchestrate() {
        world.schedule(world.random().nextLong(20_000_000, 400_000_000), "orchestrate", () -> {
            if (faults) {
                try {
                    changeSomething();
                } catch (ConflictException cannotHappenInOneThread) {
                    require(false, cannotHappenInOneThread.toString());
                }
                orchestrate();
            }
        });
    }

    private void changeSomething() {
        var tasks = List.copyOf(store.view().tasks());
        int dice = world.random().nextInt(100);
        if (tasks.size() < 5 || dice < 40) {
            var nodeId = world.random().pick(List.copyOf(agents.keySet()));
            var task = Nouns.task("t" + ++created, nodeId);
            apply(changes()
                    .create(dice < 10 ? task.withDesired(TaskState.READY) : task)
                    .build());
            return;
        }
        var task = world.random().pick(tasks);
        boolean over =
                task.desired() == TaskState.REMOVE && task.status().state().isTerminal();
        if (over || dice < 45) {
            apply(changes()
                    .delete(ObjectKind.TASK, task.id(), task.meta().version())
                    .build());
            return;
        }
        var wish = dice < 70 ? TaskState.RUNNING : dice < 85 ? TaskState.SHUTDOWN : TaskState.REMOVE;
        if (wish.isAfter(task.desired())) {
            apply(changes().update(task.withDesired(wish)).build());
        }
    }

    private ChangeSet.Builder changes() {
        return ChangeSet.builder(wall());
    }

    private void disturb() {
        world.schedule(world.random().nextLong(200_000_000, 5_000_000_000L), "disturb", () -> {
            if (faults) {
                int dice = world.random().nextInt(10);
                var agent = world.random().pick(List.copyOf(agents.values()));
                if (dice < 2) {
                    elect();
                } else if (dice < 6 && agent.isUp()) {
                    agent.kill();
                    world.schedule(world.random().nextLong(1_000_000, 30_000_000_000L), "restart", agent::start);
                } else {
                    agent.resetLink();
                }
                disturb();
            }
        });
    }

    /** What must be so once nothing has gone wrong for a while; one line per thing that is not. */
    List<String> unsettled() {
        var lines = new ArrayList<String>();
        var view = store.view();
        for (var agent : agents.values()) {
            var state = view.node(agent.nodeId).orElseThrow().status().state();
            if (state != NodeState.READY
                    || !agent.isUp()
                    || agent.core().sessionId().isEmpty()) {
                lines.add(agent.nodeId + " is " + state);
            }
            for (var own : agent.core().tasks()) {
                var stored = view.task(own.task().id());
                if (stored.isEmpty()
                        || stored.get().status().state() != own.status().state()) {
                    lines.add(own.task().id() + " is " + own.status().state() + " at its agent and "
                            + stored.map(task -> task.status().state().name()).orElse("unknown") + " in the store");
                }
            }
            for (var program : agent.programs) {
                if (view.task(program)
                        .filter(task -> task.status().state() == TaskState.RUNNING)
                        .isEmpty()) {
                    lines.add(program + " runs but is not RUNNING in the store");
                }
            }
        }
        for (var task : view.tasks()) {
            if (!isSettled(task)) {
                lines.add(task.id() + " is " + task.status().state() + ", desired " + task.desired());
            }
        }
        return lines;
    }

    private boolean isSettled(Task task) {
        var state = task.status().state();
        boolean runs = agents.get(task.nodeId().orElseThrow()).programs.contains(task.id());
        return state.isTerminal()
                ? !runs
                : switch (task.desired()) {
                    case READY -> state == TaskState.READY && !runs;
                    case RUNNING -> state == TaskState.RUNNING && runs;
                    default -> false;
                };
    }
}
