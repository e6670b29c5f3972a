package io.swarmsdk.scheduler.internal.core.dispatch;

import io.swarmsdk.model.NodeState;
import io.swarmsdk.model.NodeStatus;
import io.swarmsdk.model.store.ChangeSet;
import io.swarmsdk.model.store.ConflictException;
import io.swarmsdk.model.store.StoreEvent;
import io.swarmsdk.scheduler.AgentMessage;
import io.swarmsdk.scheduler.DispatcherMessage;
import io.swarmsdk.scheduler.internal.core.SplitMix64;
import io.swarmsdk.scheduler.worker.Nouns;
import io.swarmsdk.scheduler.worker.TestStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A core, a store and a clock that only moves when told. Commits wait until {@link #applyCommits}. */
final class DispatcherHarness implements DispatcherEffects {
    static final DispatcherConfig CONFIG = DispatcherConfig.defaults();

    final TestStore store;
    final DispatcherCore core;
    final TreeMap<Long, List<DispatcherMessage>> sent = new TreeMap<>();
    final TreeMap<Long, String> closed = new TreeMap<>();
    final List<Runnable> commits = new ArrayList<>();
    int proposed;
    private long nowNanos = 1_000_000_000L;
    private final List<StoreEvent> unseen = new ArrayList<>();

    DispatcherHarness(TestStore store) {
        this(store, CONFIG);
    }

    DispatcherHarness(TestStore store, DispatcherConfig config) {
        this.store = store;
        this.core = new DispatcherCore(config, this, new SplitMix64(1));
    }

    static DispatcherHarness leading(TestStore store) {
        var harness = new DispatcherHarness(store);
        harness.turn(core -> core.leading(1));
        harness.settle();
        return harness;
    }

    void turn(Consumer<DispatcherCore> input) {
        core.begin(nowNanos, Nouns.NOON, store.view(), Optional.of("m1"));
        if (!unseen.isEmpty()) {
            core.changed(List.copyOf(unseen));
            unseen.clear();
        }
        input.accept(core);
        core.end();
    }

    void pass(Duration time) {
        nowNanos += time.toNanos();
        turn(core -> {});
    }

    /** Something else has changed the store; seen with the next turn. */
    void changed(List<StoreEvent> events) {
        unseen.addAll(events);
    }

    void register(long connection, String nodeId) {
        turn(core -> {
            core.opened(connection);
            core.received(connection, new AgentMessage.Register(nodeId, Nouns.description(nodeId)));
        });
    }

    void say(long connection, AgentMessage message) {
        turn(core -> core.received(connection, message));
    }

    void applyCommits() {
        var now = List.copyOf(commits);
        commits.clear();
        now.forEach(Runnable::run);
        turn(core -> {});
    }

    /** Lets the batch time pass and applies until there is nothing left to write. */
    void settle() {
        pass(CONFIG.statusBatch());
        while (!commits.isEmpty()) {
            applyCommits();
            pass(CONFIG.statusBatch());
        }
    }

    NodeState nodeState(String nodeId) {
        return store.view().node(nodeId).orElseThrow().status().state();
    }

    <M extends DispatcherMessage> List<M> sent(long connection, Class<M> kind) {
        return sent.getOrDefault(connection, List.of()).stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    @Override
    public void send(long connection, DispatcherMessage message) {
        sent.computeIfAbsent(connection, any -> new ArrayList<>()).add(message);
    }

    @Override
    public void close(long connection, String reason) {
        closed.put(connection, reason);
    }

    @Override
    public void commit(long token, ChangeSet changes) {
        proposed++;
        commits.add(() -> {
            try {
                unseen.addAll(store.apply(changes));
                turn(core -> core.committed(token));
            } catch (ConflictException conflict) {
                turn(core -> core.commitFailed(token, true));
            }
        });
    }

    @Override
    public void nodeChanged(String nodeId, NodeStatus status) {}
}
