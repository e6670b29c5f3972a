package io.swarmsdk.scheduler.internal.core.orchestrate;

import io.swarmsdk.model.Availability;
import io.swarmsdk.model.Meta;
import io.swarmsdk.model.Node;
import io.swarmsdk.model.NodeDescription;
import io.swarmsdk.model.NodeRole;
import io.swarmsdk.model.NodeSpec;
import io.swarmsdk.model.NodeState;
import io.swarmsdk.model.NodeStatus;
import io.swarmsdk.model.Resources;
import io.swarmsdk.model.Service;
import io.swarmsdk.model.ServiceSpec;
import io.swarmsdk.model.SwarmObject;
import io.swarmsdk.model.Task;
import io.swarmsdk.model.TaskState;
import io.swarmsdk.model.TaskStatus;
import io.swarmsdk.model.spi.Applier;
import io.swarmsdk.model.spi.Leadership;
import io.swarmsdk.model.spi.LogEntry;
import io.swarmsdk.model.spi.ReplicatedLog;
import io.swarmsdk.model.store.ChangeSet;
import io.swarmsdk.model.store.ConflictException;
import io.swarmsdk.model.store.StateStore;
import io.swarmsdk.model.store.StoreEvent;
import io.swarmsdk.model.store.StoreView;
import io.swarmsdk.model.store.WatchFilter;
import io.swarmsdk.model.store.Watcher;
import io.swarmsdk.scheduler.internal.core.plan.ControlConfig;
import io.swarmsdk.scheduler.internal.core.plan.ControlEffects;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A store, a core and a clock under the test's control. Commits are applied at once; the core runs when the test says so,
 * and workers do nothing unless {@link #obey} is on.
 */
final class Cluster implements ControlEffects {
    static final Resources PLENTY = new Resources(64_000_000_000L, 1L << 40);
    private static final Duration DEADLINE = Duration.ofSeconds(1);

    final List<String> notes = new ArrayList<>();
    final List<String> updateStates = new ArrayList<>();
    private final StateStore store;
    private final List<Runnable> answers = new ArrayList<>();
    private final List<StoreEvent> events = new ArrayList<>();
    private final TreeMap<String, Task> everSeen = new TreeMap<>();
    private ControlConfig config = ControlConfig.DEFAULT;
    private ControlCore core = new ControlCore(config, 1);
    private long nowMillis = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    private long term = 1;
    private boolean led;
    private int created;
    private UnaryOperator<Task> workers = task -> task;
    private Runnable beforeCommit = () -> {};

    Cluster() {
        store = StateStore.builder()
                .log(new ImmediateLog())
                .callbackExecutor(Runnable::run)
                .build();
        var ignored = store.watch(0, WatchFilter.all(), new Watcher() {
            @Override
            public void onEvents(List<StoreEvent> batch) {
                events.addAll(batch);
                batch.forEach(Cluster.this::remember);
            }

            @Override
            public void onResyncNeeded() {
                throw new IllegalStateException("the test fell behind its own store");
            }
        });
    }

    private void remember(StoreEvent event) {
        if (event.after().orElse(null) instanceof Task task) {
            everSeen.put(task.id(), task);
        }
        if (event.after().orElse(null) instanceof Service service) {
            service.updateStatus()
                    .map(status -> status.state().name())
                    .filter(state -> updateStates.isEmpty()
                            || !updateStates.get(updateStates.size() - 1).equals(state))
                    .ifPresent(updateStates::add);
        }
    }

    Cluster history(int tasks) {
        config = config.withTaskHistory(tasks);
        core = new ControlCore(config, 1);
        return this;
    }

    /** Every task does at once what is wanted of it. */
    Cluster obey() {
        return workers(task -> task);
    }

    /** Every task does at once what is wanted of it; what would run becomes what the function says. */
    Cluster workers(UnaryOperator<Task> fate) {
        workers = task -> {
            if (TaskState.ASSIGNED.isAfter(task.status().state())
                    || task.status().state().isTerminal()) {
                return task;
            }
            return switch (task.desired()) {
                case READY -> status(task, TaskState.READY);
                case RUNNING -> fate.apply(status(task, TaskState.RUNNING));
                default -> status(task, TaskState.SHUTDOWN);
            };
        };
        return this;
    }

    Task status(Task task, TaskState state) {
        return task.status().state() == state ? task : task.withStatus(TaskStatus.of(state, now(), "test"));
    }

    Instant now() {
        return Instant.ofEpochMilli(nowMillis);
    }

    StoreView view() {
        return store.view();
    }

    long conflicts() {
        return core.conflicts();
    }

    // --- what there is

    Cluster node(String id) {
        return node(id, Map.of());
    }

    Cluster node(String id, Map<String, String> labels) {
        return node(id, labels, PLENTY);
    }

    Cluster node(String id, Map<String, String> labels, Resources resources) {
        var description = new NodeDescription(id, "linux", "x86_64", "10.20.30.41", resources, Map.of());
        return create(new Node(
                id,
                Meta.unsaved(),
                new NodeSpec(labels, Availability.ACTIVE),
                NodeRole.WORKER,
                description,
                new NodeStatus(NodeState.READY, "")));
    }

    Cluster node(String id, NodeState state) {
        return change(view().node(id).orElseThrow().withStatus(new NodeStatus(state, "")));
    }

    Cluster node(String id, Availability availability) {
        var node = view().node(id).orElseThrow();
        return change(node.withSpec(new NodeSpec(node.spec().labels(), availability)));
    }

    Cluster relabel(String id, Map<String, String> labels) {
        var node = view().node(id).orElseThrow();
        return change(node.withSpec(new NodeSpec(labels, node.spec().availability())));
    }

    Cluster service(ServiceSpec spec) {
        return create(Service.create(spec.name(), spec));
    }

    Cluster update(String service, UnaryOperator<ServiceSpec> how) {
        var present = view().service(service).orElseThrow();
        return change(present.updatedTo(how.apply(present.spec())));
    }

    /** A task that is there already. */
    Cluster task(String id, String service, int slot, String node, TaskState state, TaskState desired) {
        var of = view().service(service).orElseThrow();
        return create(new Task(
                id,
                Meta.unsaved(),
                service,
                of.spec().name(),
                slot,
                node.isEmpty() ? Optional.empty() : Optional.of(node),
                of.spec().task(),
                of.specVersion(),
                of.spec().ports(),
                desired,
                TaskStatus.of(state, now(), "there before"),
                List.of()));
    }

    /** Running tasks of a service on a node, in the slots that follow. */
    Cluster existing(String service, String node, int count) {
        for (int i = 0; i < count; i++) {
            int slot = 1 + view().tasksOfService(service).size();
            task("old-" + ++created, service, slot, node, TaskState.RUNNING, TaskState.RUNNING);
        }
        return this;
    }

    Cluster create(SwarmObject object) {
        return commit(ChangeSet.builder(now()).create(object).build());
    }

    Cluster change(SwarmObject next) {
        return commit(ChangeSet.builder(now()).update(next).build());
    }

    Cluster delete(SwarmObject object) {
        return commit(ChangeSet.builder(now())
                .delete(object.kind(), object.id(), object.meta().version())
                .build());
    }

    Cluster state(String taskId, TaskState state) {
        return change(status(view().task(taskId).orElseThrow(), state));
    }

    // --- what happens

    /** The orchestration looks, decides and looks again until nothing is left to do now. */
    Cluster run() {
        if (!led) {
            led = true;
            core.lead(term);
            events.clear();
        }
        long before;
        do {
            before = view().revision();
            turn();
            obeyOnce();
        } while (view().revision() != before || !answers.isEmpty());
        return this;
    }

    /** Time passes, with a look whenever one is due. */
    Cluster advance(Duration time) {
        long end = nowMillis + time.toMillis();
        run();
        while (core.nextDeadlineMillis().isPresent()
                && core.nextDeadlineMillis().getAsLong() <= end) {
            nowMillis = Math.max(nowMillis + 1, core.nextDeadlineMillis().getAsLong());
            run();
        }
        nowMillis = end;
        return run();
    }

    /** Time passes unseen. */
    Cluster later(Duration time) {
        nowMillis += time.toMillis();
        return this;
    }

    /** Another manager leads from here on; it has nothing but the store. */
    Cluster changeLeader() {
        core = new ControlCore(config, ++term);
        led = false;
        return run();
    }

    private void turn() {
        core.changed(List.copyOf(events));
        events.clear();
        core.turn(view(), nowMillis, this);
        var due = List.copyOf(answers);
        answers.clear();
        due.forEach(Runnable::run);
    }

    private void obeyOnce() {
        for (Task task : view().tasks()) {
            var next = workers.apply(task);
            if (!next.equals(task)) {
                change(next);
            }
        }
    }

    /** Somebody else is quicker than the next change set. */
    Cluster beforeNextCommit(Runnable other) {
        beforeCommit = other;
        return this;
    }

    @Override
    public void commit(long token, ChangeSet changes) {
        var other = beforeCommit;
        beforeCommit = () -> {};
        other.run();
        var ignored = store.commit(changes, DEADLINE)
                .whenComplete((committed, thrown) -> answers.add(() -> {
                    if (committed != null) {
                        core.committed(token, committed.revision());
                    } else {
                        var how = thrown instanceof ConflictException
                                ? ControlCore.Failure.CONFLICT
                                : ControlCore.Failure.UNKNOWN;
                        core.failed(token, how, nowMillis);
                    }
                }));
    }

    @Override
    public void note(String what) {
        notes.add(what);
    }

    // --- what came of it

    List<Task> tasks(String service) {
        return List.copyOf(view().tasksOfService(service));
    }

    List<Task> live(String service) {
        return tasks(service).stream()
                .filter(task -> !task.desired().isAfter(TaskState.RUNNING))
                .toList();
    }

    /** All tasks of a service that ever were, as they were last. */
    List<Task> ever(String service) {
        return everSeen.values().stream()
                .filter(task -> task.serviceId().equals(service))
                .toList();
    }

    Task only(String service) {
        var live = live(service);
        if (live.size() != 1) {
            throw new AssertionError("one live task expected: " + live);
        }
        return live.get(0);
    }

    Task slot(String service, int slot) {
        return live(service).stream()
                .filter(task -> task.slot() == slot)
                .findFirst()
                .orElseThrow();
    }

    TaskState desired(String taskId) {
        return view().task(taskId).orElseThrow().desired();
    }

    TaskState observed(String taskId) {
        return view().task(taskId).orElseThrow().status().state();
    }

    /** Live tasks of a service per node; nodes without one are left out. */
    TreeMap<String, Integer> counts(String service) {
        var counts = new TreeMap<String, Integer>();
        for (Task task : live(service)) {
            task.nodeId().ifPresent(node -> counts.merge(node, 1, Integer::sum));
        }
        return counts;
    }

    String error(String service) {
        return live(service).stream()
                .filter(task -> task.status().state().compareTo(TaskState.ASSIGNED) < 0)
                .findFirst()
                .flatMap(task -> task.status().error())
                .orElse("");
    }

    private Cluster commit(ChangeSet changes) {
        store.commit(changes, DEADLINE).join();
        return this;
    }

    /** Applies on the caller's thread. */
    private static final class ImmediateLog implements ReplicatedLog {
        private @Nullable Applier applier;
        private long index;

        @Override
        public void start(Applier value) {
            applier = value;
        }

        @Override
        public CompletableFuture<byte[]> propose(byte[] data, Duration deadline) {
            var entry = new LogEntry(++index, 1, data);
            return CompletableFuture.completedFuture(
                    Objects.requireNonNull(applier).apply(List.of(entry)).get(0));
        }

        @Override
        public CompletableFuture<Long> readBarrier(Duration deadline) {
            return CompletableFuture.completedFuture(index);
        }

        @Override
        public Leadership leadership() {
            return Leadership.none(0);
        }
    }
}
