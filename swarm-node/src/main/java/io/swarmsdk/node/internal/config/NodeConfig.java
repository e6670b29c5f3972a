package io.swarmsdk.node.internal.config;

import io.swarmsdk.node.SwarmException.NodeException;
import io.swarmsdk.node.internal.identity.Ids;
import io.swarmsdk.node.internal.identity.JoinTokens;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a node keeps about itself between runs.
 *
 * @param nodeId made at the first start
 * @param manager whether it holds a replica of the state
 * @param runsTasks whether it takes tasks
 * @param api address of its API
 * @param raft address of its Raft transport; bound by managers only
 * @param gossip address of its gossip socket
 * @param overlay address of its tunnel endpoint
 * @param clusterId the swarm; empty until joined
 * @param managers the fixed set of managers; empty until joined
 * @param workerToken what a worker must show to join; known to managers
 * @param managerToken what a manager must show to join; known to managers
 */
public record NodeConfig(
        String nodeId,
        boolean manager,
        boolean runsTasks,
        InetSocketAddress api,
        InetSocketAddress raft,
        InetSocketAddress gossip,
        InetSocketAddress overlay,
        Optional<String> clusterId,
        List<ManagerAddress> managers,
        Optional<String> workerToken,
        Optional<String> managerToken) {
    private static final String FILE = "node.conf";

    /** Copies the list. */
    public NodeConfig {
        managers = List.copyOf(managers);
    }

    /** True once the node belongs to a swarm. */
    public boolean joined() {
        return !managers.isEmpty();
    }

    /** The secrets of the swarm; known to managers only. */
    public Optional<JoinTokens> tokens() {
        return workerToken.isPresent() && managerToken.isPresent()
                ? Optional.of(new JoinTokens(workerToken.get(), managerToken.get()))
                : Optional.empty();
    }

    /** What this node shows to managers: its own secret, else the one given. */
    public String token(String given) {
        return managerToken.or(() -> workerToken).orElse(given);
    }

    /** The same, now the founder of a new swarm that has yet to gather its managers. */
    public NodeConfig founding(JoinTokens tokens) {
        return joinedTo(Ids.random(), List.of(), Optional.of(tokens.worker()), Optional.of(tokens.manager()));
    }

    /** The same with the full set of managers. */
    public NodeConfig withManagers(List<ManagerAddress> set) {
        return joinedTo(clusterId.orElseThrow(), set, workerToken, managerToken);
    }

    /** This node as one of the managers. */
    public ManagerAddress asManager() {
        return new ManagerAddress(nodeId, api, raft, gossip);
    }

    /** The same, now a member of a swarm. */
    public NodeConfig joinedTo(
            String cluster, List<ManagerAddress> set, Optional<String> worker, Optional<String> managerSecret) {
        return new NodeConfig(
                nodeId,
                manager,
                runsTasks,
                api,
                raft,
                gossip,
                overlay,
                Optional.of(cluster),
                set,
                worker,
                managerSecret);
    }

    /** Reads the file of a data directory; empty when there is none. */
    public static Optional<NodeConfig> load(Path directory) {
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            Map<String, String> values = NodeFile.read(file);
            var managers = new ArrayList<ManagerAddress>();
            for (int i = 0; values.containsKey("manager." + i); i++) {
                managers.add(ManagerAddress.decode(required(file, values, "manager." + i)));
            }
            return Optional.of(new NodeConfig(
                    required(file, values, "node.id"),
                    Boolean.parseBoolean(required(file, values, "node.manager")),
                    Boolean.parseBoolean(required(file, values, "node.runs-tasks")),
                    HostPort.parse("address.api", required(file, values, "address.api")),
                    HostPort.parse("address.raft", required(file, values, "address.raft")),
                    HostPort.parse("address.gossip", required(file, values, "address.gossip")),
                    HostPort.parse("address.overlay", required(file, values, "address.overlay")),
                    Optional.ofNullable(values.get("cluster.id")),
                    managers,
                    Optional.ofNullable(values.get("token.worker")),
                    Optional.ofNullable(values.get("token.manager"))));
        } catch (IllegalArgumentException e) {
            throw new NodeException(
                    file + ": " + e.getMessage() + ". Restore it from a copy, or start with an empty data directory"
                            + " and join as a new node",
                    e);
        } catch (IOException e) {
            throw new NodeException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /** Writes the file of a data directory, durably. */
    public void save(Path directory) {
        var values = new TreeMap<String, String>();
        values.put("node.id", nodeId);
        values.put("node.manager", Boolean.toString(manager));
        values.put("node.runs-tasks", Boolean.toString(runsTasks));
        values.put("address.api", HostPort.format(api));
        values.put("address.raft", HostPort.format(raft));
        values.put("address.gossip", HostPort.format(gossip));
        values.put("address.overlay", HostPort.format(overlay));
        clusterId.ifPresent(value -> values.put("cluster.id", value));
        workerToken.ifPresent(value -> values.put("token.worker", value));
        managerToken.ifPresent(value -> values.put("token.manager", value));
        for (int i = 0; i < managers.size(); i++) {
            values.put("manager." + i, managers.get(i).encode());
        }
        try {
            NodeFile.write(directory.resolve(FILE), values);
        } catch (IOException e) {
            throw new NodeException(directory.resolve(FILE) + ": cannot be written: " + e.getMessage(), e);
        }
    }

    private static String required(Path file, Map<String, String> values, String key) {
        String value = values.get(key);
        if (value == null) {
            throw new NodeException(
                    file + ": has no '" + key + "'. Restore it from a copy, or start with an empty"
                            + " data directory and join as a new node",
                    null);
        }
        return value;
    }
}
