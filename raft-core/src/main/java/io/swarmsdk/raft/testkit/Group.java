package io.swarmsdk.raft.testkit;

import io.swarmsdk.raft.internal.core.AppendBatch;
import io.swarmsdk.raft.internal.core.CoreConfig;
import io.swarmsdk.raft.internal.core.LogEntry;
import io.swarmsdk.raft.internal.core.RaftMessage;
import io.swarmsdk.raft.spi.StateMachine;
import io.swarmsdk.sim.SimNetwork;
import io.swarmsdk.sim.World;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What all nodes of a simulation share: the world, the network, the settings, and what is watched. */
final class Group {

    final World world;
    final SimNetwork<RaftMessage> network;
    final Mutation mutation;
    final Violations violations;
    final LogChecks logChecks;
    final Function<String, StateMachine> machines;
    final double clockDrift;
    final Map<String, SimulatedNode> nodes = new LinkedHashMap<>();
    private final CoreConfig settings;

    Group(
            World world,
            CoreConfig settings,
            Function<String, StateMachine> machines,
            double clockDrift,
            Mutation mutation) {
        this.world = world;
        this.settings = settings;
        this.machines = machines;
        this.clockDrift = clockDrift;
        this.mutation = mutation;
        this.network = new SimNetwork<RaftMessage>(world).describe(Group::describe);
        this.violations = new Violations(world);
        this.logChecks = new LogChecks(violations, settings.voters().size());
        for (String id : settings.voters()) {
            nodes.put(id, new SimulatedNode(this, id));
        }
    }

    CoreConfig settingsOf(String id) {
        return new CoreConfig(
                id,
                settings.voters(),
                settings.electionTimeoutNanos(),
                settings.heartbeatNanos(),
                settings.maxAppendBytes(),
                settings.maxInflight(),
                settings.maxUncommittedBytes(),
                settings.campaignAtStart());
    }

    List<LogImage> disks() {
        return nodes.values().stream().map(SimulatedNode::durable).toList();
    }

    private static String describe(RaftMessage message) {
        if (message instanceof RaftMessage.AppendRequest append) {
            return "append t" + append.term() + " " + append.prevIndex() + "@" + append.prevTerm() + " c"
                    + append.commitIndex() + " r" + append.readRound() + " " + describe(append.entries());
        }
        return message.toString();
    }

    static String describe(AppendBatch batch) {
        return (batch.hardState() == null ? "" : batch.hardState() + " ")
                + (batch.truncateFrom() == AppendBatch.NO_TRUNCATION ? "" : "cut " + batch.truncateFrom() + " ")
                + describe(batch.entries());
    }

    private static String describe(List<LogEntry> entries) {
        return entries.isEmpty() ? "-" : entries.get(0) + " x" + entries.size();
    }
}
