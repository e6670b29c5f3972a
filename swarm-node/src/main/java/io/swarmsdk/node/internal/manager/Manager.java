package io.swarmsdk.node.internal.manager;

import io.swarmsdk.model.store.StateStore;
import io.swarmsdk.node.NodeInfo;
import io.swarmsdk.node.SwarmTimings;
import io.swarmsdk.node.internal.config.ManagerAddress;
import io.swarmsdk.node.internal.config.NodeConfig;
import io.swarmsdk.node.internal.control.ControlOperations;
import io.swarmsdk.node.internal.control.NetworkReaper;
import io.swarmsdk.node.internal.rpc.Channels;
import io.swarmsdk.node.internal.rpc.ManagerServices;
import io.swarmsdk.raft.RaftNode;
import io.swarmsdk.raft.RaftStatus;
import io.swarmsdk.scheduler.Dispatcher;
import io.swarmsdk.scheduler.Orchestration;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.ScheduledExecutorService;

/**
 * A running manager: Raft below the store, control loops and dispatcher above it. Made in that order, closed in the
 * other. Callable from any thread.
 */
public final class Manager implements AutoCloseable {
    private final RaftReplicatedLog log;
    private final StateStore store;
    private final Orchestration orchestration;
    private final Dispatcher dispatcher;
    private final NetworkReaper reaper;
    private final ManagerServices services;

    /**
     * Starts a manager of a joined node.
     *
     * @param first whether it should campaign at once: the founder of a new swarm
     */
    public Manager(
            NodeConfig config,
            SwarmTimings timings,
            Path directory,
            boolean first,
            Channels channels,
            ScheduledExecutorService timer) {
        RaftNode.Builder raft = RaftNode.builder()
                .clusterId(config.clusterId().orElseThrow())
                .id(config.nodeId())
                .bind(config.raft())
                .dataDirectory(directory)
                .electionTimeout(timings.electionTimeout())
                .heartbeatInterval(timings.raftHeartbeat())
                .campaignAtStart(first);
        for (ManagerAddress manager : config.managers()) {
            if (!manager.nodeId().equals(config.nodeId())) {
                raft.peer(manager.nodeId(), manager.raft());
            }
        }
        Clock clock = Clock.systemUTC();
        log = new RaftReplicatedLog(raft);
        store = StateStore.builder().name(config.nodeId()).log(log).build();
        orchestration = Orchestration.builder()
                .store(store)
                .name(config.nodeId())
                .clock(clock)
                .build();
        dispatcher = Dispatcher.builder()
                .store(store)
                .name(config.nodeId())
                .heartbeatPeriod(timings.agentHeartbeat())
                .clock(clock)
                .build();
        reaper = new NetworkReaper(config.nodeId(), store, clock);
        services = new ManagerServices(
                store, new ControlOperations(store, clock), dispatcher, config.managers(), channels, timer);
    }

    /** What the endpoints serve. */
    public ManagerServices services() {
        return services;
    }

    /** The replicated state. */
    public StateStore store() {
        return store;
    }

    /** What this replica knows of itself. */
    public NodeInfo.Raft raft() {
        RaftStatus status = log.status();
        return new NodeInfo.Raft(
                status.role().name().toLowerCase(Locale.ROOT),
                status.term(),
                status.leader(),
                status.commitIndex(),
                status.appliedIndex(),
                status.lastIndex());
    }

    @Override
    public void close() {
        reaper.close();
        dispatcher.close();
        orchestration.close();
        store.close();
    }
}
