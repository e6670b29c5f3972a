package io.swarmsdk.node;

import io.swarmsdk.model.Network;
import io.swarmsdk.model.Node;
import io.swarmsdk.model.Service;
import io.swarmsdk.model.Stack;
import io.swarmsdk.model.Task;
import java.util.List;
import java.util.Optional;

/**
 * Everything a swarm knows, as of one revision of its store.
 *
 * @param revision of the store
 * @param nodes sorted by id
 * @param services sorted by id
 * @param tasks sorted by id
 * @param networks sorted by id
 * @param stacks sorted by id
 */
public record SwarmState(
        long revision,
        List<Node> nodes,
        List<Service> services,
        List<Task> tasks,
        List<Network> networks,
        List<Stack> stacks) {
    /** Copies the lists. */
    public SwarmState {
        nodes = List.copyOf(nodes);
        services = List.copyOf(services);
        tasks = List.copyOf(tasks);
        networks = List.copyOf(networks);
        stacks = List.copyOf(stacks);
    }

    /** The service of this name. */
    public Optional<Service> service(String name) {
        return services.stream().filter(s -> s.spec().name().equals(name)).findFirst();
    }

    /** All tasks of the service of this name, whatever their state. */
    public List<Task> tasksOf(String serviceName) {
        return tasks.stream().filter(t -> t.serviceName().equals(serviceName)).toList();
    }

    /** The node of this id. */
    public Optional<Node> node(String id) {
        return nodes.stream().filter(n -> n.id().equals(id)).findFirst();
    }
}
