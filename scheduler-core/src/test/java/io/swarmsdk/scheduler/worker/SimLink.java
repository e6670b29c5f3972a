package io.swarmsdk.scheduler.worker;

import io.swarmsdk.scheduler.AgentMessage;
import io.swarmsdk.scheduler.DispatcherMessage;
import io.swarmsdk.sim.World;

/** A stream between an agent and a manager: in order, delayed, and reset as a whole where a message would be lost. */
final class SimLink {
    /** What one side of a stream can be told. */
    interface End<M> {
        void message(SimLink link, M message);

        void closed(SimLink link, String reason);
    }

    final long id;
    private final World world;
    private final End<AgentMessage> manager;
    private final End<DispatcherMessage> agent;
    private final double loss;
    private boolean open = true;
    private long lastToManager;
    private long lastToAgent;

    SimLink(long id, World world, End<AgentMessage> manager, End<DispatcherMessage> agent, double loss) {
        this.id = id;
        this.world = world;
        this.manager = manager;
        this.agent = agent;
        this.loss = loss;
    }

    boolean isOpen() {
        return open;
    }

    void toManager(AgentMessage message) {
        if (open && !lost()) {
            lastToManager = Math.max(lastToManager, world.nowNanos() + delay());
            world.schedule(lastToManager - world.nowNanos(), "to manager", () -> {
                if (open) {
                    manager.message(this, message);
                }
            });
        }
    }

    void toAgent(DispatcherMessage message) {
        if (open && !lost()) {
            lastToAgent = Math.max(lastToAgent, world.nowNanos() + delay());
            world.schedule(lastToAgent - world.nowNanos(), "to agent", () -> {
                if (open) {
                    agent.message(this, message);
                }
            });
        }
    }

    /** Both sides hear of it after what is on its way. */
    void close(String reason) {
        long after = Math.max(1, Math.max(lastToAgent, lastToManager) - world.nowNanos() + 1);
        world.schedule(after, "close", () -> reset(reason));
    }

    /** At once; what is on its way is lost. */
    void reset(String reason) {
        if (open) {
            open = false;
            world.schedule(delay(), "closed at manager", () -> manager.closed(this, reason));
            world.schedule(delay(), "closed at agent", () -> agent.closed(this, reason));
        }
    }

    private boolean lost() {
        if (world.random().chance(loss)) {
            reset("a message was lost");
            return true;
        }
        return false;
    }

    private long delay() {
        return world.random().nextLong(100_000, 20_000_000);
    }
}
