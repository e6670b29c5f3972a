package io.swarmsdk.scheduler.testkit;

import io.swarmsdk.model.Availability;
import io.swarmsdk.model.Meta;
import io.swarmsdk.model.Network;
import io.swarmsdk.model.NetworkSpec;
import io.swarmsdk.model.Node;
import io.swarmsdk.model.NodeDescription;
import io.swarmsdk.model.NodeRole;
import io.swarmsdk.model.NodeSpec;
import io.swarmsdk.model.NodeState;
import io.swarmsdk.model.NodeStatus;
import io.swarmsdk.model.ObjectKind;
import io.swarmsdk.model.Resources;
import io.swarmsdk.model.Service;
import io.swarmsdk.model.ServiceMode;
import io.swarmsdk.model.ServiceSpec;
import io.swarmsdk.model.SwarmObject;
import io.swarmsdk.model.Task;
import io.swarmsdk.model.TaskState;
import io.swarmsdk.model.store.ChangeSet;
import io.swarmsdk.model.store.StateStore;
import io.swarmsdk.model.store.StoreEvent;
import io.swarmsdk.model.store.StoreView;
import io.swarmsdk.model.store.WatchFilter;
import io.swarmsdk.model.store.Watcher;
import io.swarmsdk.scheduler.internal.core.orchestrate.ControlCore;
import io.swarmsdk.scheduler.internal.core.place.Constraints;
import io.swarmsdk.scheduler.internal.core.plan.ControlConfig;
import io.swarmsdk.scheduler.internal.core.plan.NodeRules;
import io.swarmsdk.sim.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A manager's orchestration in a virtual world: a real state store on a simulated log, and simulated workers. Everything
 * that happens follows from the seed; after every step it is checked that states only rise, that a slot has one wanted
 * task (two while an update starts the new one first), that tasks fit the nodes they are given to, and that no two tasks
 * share an address. A violation names the seed.
 *
 * <p>Belongs to the thread that drives the {@link #world}.
 */
public final class SchedulerSimulation {
    /** What a node has when nothing else is said: 4 cores and 8 GiB. */
    public static final Resources NODE_RESOURCES = new Resources(4_000_000_000L, 8L << 30);

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration COMMIT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration RETRY = Duration.ofMillis(50);

    private final World world;
    private final SimulatedLog log;
    private final StateStore store;
    private final SimulatedAgents agents;
    private final Invariants invariants;
    private final SimulatedManager manager;
    private int created;
    private int wishes;

    private SchedulerSimulation(World world) {
        this.world = world;
        this.log = new SimulatedLog(world);
        this.store = StateStore.builder()
                .name("sim")
                .log(log)
                .callbackExecutor(Runnable::run)
                .build();
        this.agents = new SimulatedAgents(world, store, this::now);
        this.invariants = new Invariants(store);
        var core = new ControlCore(ControlConfig.DEFAULT, world.random().nextLong());
        this.manager = new SimulatedManager(world, store, core, () -> now().toEpochMilli());
        world.alwaysTrue("the orchestration's promises hold", invariants::violation);
        watch();
    }

    /** A swarm without nodes and services. */
    public static SchedulerSimulation seeded(long seed) {
        return new SchedulerSimulation(World.seeded(seed));
    }

    /** The world, to run and to schedule in. */
    public World world() {
        return world;
    }

    /** The latest applied state. */
    public StoreView view() {
        return store.view();
    }

    /** The virtual time as written to objects. */
    public Instant now() {
        return START.plusNanos(world.nowNanos());
    }

    /** Change sets of the orchestration that failed so far. */
    public long conflicts() {
        return manager.core().conflicts();
    }

    /** Decides what becomes of tasks from now on; until then they run until they are stopped. */
    public SchedulerSimulation fates(TaskFate.Oracle oracle) {
        agents.oracle(oracle);
        return this;
    }

    /** The longest time a worker takes for one step of a task. */
    public SchedulerSimulation slowestStep(Duration step) {
        agents.slowest(step);
        return this;
    }

    /** Adds a ready node without labels. */
    public SchedulerSimulation addNode(String id) {
        return addNode(id, Map.of(), NODE_RESOURCES);
    }

    /** Adds a ready node. */
    public SchedulerSimulation addNode(String id, Map<String, String> labels, Resources resources) {
        var description = new NodeDescription(id, "linux", "x86_64", "127.0.0.1", resources, Map.of());
        create(new Node(
                id,
                Meta.unsaved(),
                new NodeSpec(labels, Availability.ACTIVE),
                NodeRole.WORKER,
                description,
                new NodeStatus(NodeState.READY, "")));
        return this;
    }

    /** Adds a network. */
    public SchedulerSimulation addNetwork(NetworkSpec spec) {
        create(Network.create("network-" + spec.name(), spec));
        return this;
    }

    /** Deploys a service, unless there is one of this name by the time the store takes it. */
    public SchedulerSimulation deploy(ServiceSpec spec) {
        var service = Service.create("service-" + created++ + "-" + spec.name(), spec);
        change(view -> view.serviceByName(spec.name()).isPresent()
                ? Optional.empty()
                : Optional.of(ChangeSet.builder(now()).create(service)));
        return this;
    }

    /** Asks for another spec of a service, as soon as the store takes it. */
    public SchedulerSimulation update(String name, UnaryOperator<ServiceSpec> change) {
        change(view -> view.serviceByName(name)
                .map(service -> ChangeSet.builder(now()).update(service.updatedTo(change.apply(service.spec())))));
        return this;
    }

    /** Removes a service. */
    public SchedulerSimulation remove(String name) {
        change(view -> view.serviceByName(name).map(this::deletion));
        return this;
    }

    /** A node's health changes. */
    public SchedulerSimulation node(String id, NodeState state) {
        change(view -> view.node(id)
                .map(node -> ChangeSet.builder(now()).update(node.withStatus(new NodeStatus(state, "simulated")))));
        return this;
    }

    /** An operator changes what a node is used for. */
    public SchedulerSimulation node(String id, Availability availability) {
        change(view -> view.node(id)
                .map(node -> ChangeSet.builder(now())
                        .update(node.withSpec(new NodeSpec(node.spec().labels(), availability)))));
        return this;
    }

    /** An operator removes a node. */
    public SchedulerSimulation removeNode(String id) {
        change(view -> view.node(id).map(this::deletion));
        return this;
    }

    /** The leader is deposed and leads again after the pause. */
    public SchedulerSimulation changeLeader(Duration pause) {
        log.changeLeader(pause);
        return this;
    }

    /** Runs for some virtual time. */
    public SchedulerSimulation runFor(Duration duration) {
        world.runFor(duration);
        return this;
    }

    /** Runs until all is as the specs want it. False when the limit passes first; then see {@link #unsettled}. */
    public boolean settles(Duration limit) {
        return world.runUntil(() -> unsettled().isEmpty(), limit);
    }

    /** The first thing that is not yet as the specs want it; empty when all is. */
    public Optional<String> unsettled() {
        if (wishes > 0) {
            return Optional.of(wishes + " changes asked for are not yet in the store");
        }
        for (Task task : view().tasks()) {
            if (view().service(task.serviceId()).isEmpty()) {
                return Optional.of("task of a removed service: " + task);
            }
        }
        return view().services().stream()
                .map(this::unsettled)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** The tasks of a service that run and shall run, by slot. */
    public List<Task> running(String name) {
        return view().serviceByName(name).stream()
                .flatMap(service -> view().tasksOfService(service.id()).stream())
                .filter(task ->
                        task.desired() == TaskState.RUNNING && task.status().state() == TaskState.RUNNING)
                .toList();
    }

    private Optional<String> unsettled(Service service) {
        var running = running(service.spec().name());
        var places = new TreeSet<String>();
        for (Task task : running) {
            places.add(task.slot() > 0 ? "" + task.slot() : task.nodeId().orElse(""));
            if (!task.spec().equals(service.spec().task())) {
                return Optional.of("outdated: " + task);
            }
        }
        int wanted = service.spec().mode() instanceof ServiceMode.Replicated replicated
                ? replicated.replicas()
                : (int) view().nodes().stream()
                        .filter(NodeRules::takesTasks)
                        .filter(node -> Constraints.of(service.spec().task().placement())
                                .matches(node))
                        .count();
        return running.size() == wanted && places.size() == wanted
                ? Optional.empty()
                : Optional.of(service.spec().name() + ": " + running.size() + " of " + wanted + " run, in " + places);
    }

    private ChangeSet.Builder deletion(SwarmObject object) {
        return ChangeSet.builder(now())
                .delete(object.kind(), object.id(), object.meta().version());
    }

    private void create(SwarmObject object) {
        change(view -> view.object(object.kind(), object.id()).isPresent()
                ? Optional.empty()
                : Optional.of(ChangeSet.builder(now()).create(object)));
    }

    /** Tries until it is applied or no longer wanted. */
    private void change(Function<StoreView, Optional<ChangeSet.Builder>> wish) {
        wishes++;
        tryToChange(wish);
    }

    private void tryToChange(Function<StoreView, Optional<ChangeSet.Builder>> wish) {
        var set = wish.apply(view());
        if (set.isEmpty()) {
            wishes--;
            return;
        }
        var ignored = store.commit(set.get().build(), COMMIT_TIMEOUT).whenComplete((committed, thrown) -> {
            if (thrown == null) {
                wishes--;
            } else {
                world.schedule(RETRY.toNanos(), "user tries again", () -> tryToChange(wish));
            }
        });
    }

    private void watch() {
        var ignored =
                store.watch(view().revision(), WatchFilter.kinds(ObjectKind.TASK, ObjectKind.NODE), new Watcher() {
                    @Override
                    public void onEvents(List<StoreEvent> events) {
                        invariants.onEvents(events);
                        agents.onEvents(events);
                    }

                    @Override
                    public void onResyncNeeded() {
                        throw new IllegalStateException("the simulation fell behind its own store");
                    }
                });
    }
}
