package io.swarmsdk.scheduler.worker;

import io.swarmsdk.model.NodeStatus;
import io.swarmsdk.model.store.ChangeSet;
import io.swarmsdk.model.store.ConflictException;
import io.swarmsdk.model.store.StoreEvent;
import io.swarmsdk.scheduler.AgentMessage;
import io.swarmsdk.scheduler.DispatcherMessage;
import io.swarmsdk.scheduler.internal.core.SplitMix64;
import io.swarmsdk.scheduler.internal.core.dispatch.DispatcherConfig;
import io.swarmsdk.scheduler.internal.core.dispatch.DispatcherCore;
import io.swarmsdk.scheduler.internal.core.dispatch.DispatcherEffects;
import io.swarmsdk.sim.Timer;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A manager: the dispatcher's core, and a store whose commits take time and sometimes fail. */
final class SimManager implements DispatcherEffects, SimLink.End<AgentMessage> {
    private final DispatchSimulation sim;
    private final DispatcherCore core;
    private final TreeMap<Long, SimLink> links = new TreeMap<>();
    private @Nullable Timer timer;

    SimManager(DispatchSimulation sim, long seed) {
        this.sim = sim;
        this.core = new DispatcherCore(DispatcherConfig.defaults(), this, new SplitMix64(seed));
    }

    void lead(long term) {
        turn(dispatcher -> dispatcher.leading(term));
    }

    void follow() {
        turn(DispatcherCore::notLeading);
    }

    void opened(SimLink link) {
        links.put(link.id, link);
        turn(dispatcher -> dispatcher.opened(link.id));
    }

    void changed(List<StoreEvent> events) {
        if (sim.faults && sim.world.random().chance(0.01)) {
            turn(DispatcherCore::resync); // as when the watch has overflown
        } else {
            turn(dispatcher -> dispatcher.changed(events));
        }
    }

    private void turn(Consumer<DispatcherCore> input) {
        core.begin(sim.world.nowNanos(), sim.wall(), sim.store.view(), Optional.empty());
        input.accept(core);
        core.end();
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        var deadline = core.nextDeadlineNanos();
        if (deadline.isPresent()) {
            long delay = Math.max(1000, deadline.getAsLong() - sim.world.nowNanos());
            timer = sim.world.schedule(delay, "manager timer", () -> turn(dispatcher -> {}));
        }
    }

    @Override
    public void message(SimLink from, AgentMessage message) {
        turn(dispatcher -> dispatcher.received(from.id, message));
    }

    @Override
    public void closed(SimLink from, String reason) {
        if (links.remove(from.id) != null) {
            turn(dispatcher -> dispatcher.closed(from.id));
        }
    }

    @Override
    public void send(long connection, DispatcherMessage message) {
        var link = links.get(connection);
        if (link != null) {
            link.toAgent(message);
        }
    }

    @Override
    public void close(long connection, String reason) {
        var link = links.remove(connection);
        if (link != null) {
            link.close(reason);
        }
    }

    @Override
    public void commit(long token, ChangeSet changes) {
        long delay = sim.world.random().nextLong(1_000_000, 40_000_000);
        sim.world.schedule(delay, "commit", () -> {
            if (sim.faults && sim.world.random().chance(0.05)) {
                turn(dispatcher -> dispatcher.commitFailed(token, false));
                return;
            }
            try {
                sim.apply(changes);
            } catch (ConflictException conflict) {
                sim.conflicts++;
                turn(dispatcher -> dispatcher.commitFailed(token, true));
                return;
            }
            if (sim.faults && sim.world.random().chance(0.03)) {
                turn(dispatcher -> dispatcher.commitFailed(token, false)); // applied, but nobody knows
            } else {
                turn(dispatcher -> dispatcher.committed(token));
            }
        });
    }

    @Override
    public void nodeChanged(String nodeId, NodeStatus status) {}
}
