package io.swarmsdk.model.internal.core;

import io.swarmsdk.model.Network;
import io.swarmsdk.model.Node;
import io.swarmsdk.model.ObjectKind;
import io.swarmsdk.model.Service;
import io.swarmsdk.model.Stack;
import io.swarmsdk.model.Task;
import io.swarmsdk.model.store.StoreView;
import java.util.Collection;
import java.util.Optional;

/** Everything in a store after one change. A persistent value: making the next one copies only what differs. */
public final class StoreState implements StoreView {
    private static final StoreState EMPTY = new StoreState(
            0,
            Table.empty(),
            Table.empty(),
            Table.empty(),
            Table.empty(),
            Table.empty(),
            TaskIndex.EMPTY,
            SortedTree.empty());

    final long revision;
    final Table<Node> nodes;
    final Table<Service> services;
    final Table<Task> tasks;
    final Table<Network> networks;
    final Table<Stack> stacks;
    final TaskIndex taskIndex;
    final SortedTree<String, SortedTree<String, Service>> networkUsers;

    StoreState(
            long revision,
            Table<Node> nodes,
            Table<Service> services,
            Table<Task> tasks,
            Table<Network> networks,
            Table<Stack> stacks,
            TaskIndex taskIndex,
            SortedTree<String, SortedTree<String, Service>> networkUsers) {
        this.revision = revision;
        this.nodes = nodes;
        this.services = services;
        this.tasks = tasks;
        this.networks = networks;
        this.stacks = stacks;
        this.taskIndex = taskIndex;
        this.networkUsers = networkUsers;
    }

    /** Nothing, at revision 0. */
    public static StoreState empty() {
        return EMPTY;
    }

    /** The state behind a view; built anew when the view is not one of ours. */
    public static StoreState of(StoreView view) {
        if (view instanceof StoreState state) {
            return state;
        }
        var editor = new StateEditor(EMPTY, view.revision());
        for (var kind : ObjectKind.values()) {
            view.objects(kind).forEach(editor::put);
        }
        return editor.toState();
    }

    @Override
    public long revision() {
        return revision;
    }

    @Override
    public Optional<Node> node(String id) {
        return Optional.ofNullable(nodes.get(id));
    }

    @Override
    public Collection<Node> nodes() {
        return nodes.byId().values();
    }

    @Override
    public Optional<Service> service(String id) {
        return Optional.ofNullable(services.get(id));
    }

    @Override
    public Optional<Service> serviceByName(String name) {
        return Optional.ofNullable(services.getByName(name));
    }

    @Override
    public Collection<Service> services() {
        return services.byId().values();
    }

    @Override
    public Optional<Task> task(String id) {
        return Optional.ofNullable(tasks.get(id));
    }

    @Override
    public Collection<Task> tasks() {
        return tasks.byId().values();
    }

    @Override
    public Optional<Network> network(String id) {
        return Optional.ofNullable(networks.get(id));
    }

    @Override
    public Optional<Network> networkByName(String name) {
        return Optional.ofNullable(networks.getByName(name));
    }

    @Override
    public Collection<Network> networks() {
        return networks.byId().values();
    }

    @Override
    public Optional<Stack> stack(String id) {
        return Optional.ofNullable(stacks.get(id));
    }

    @Override
    public Optional<Stack> stackByName(String name) {
        return Optional.ofNullable(stacks.getByName(name));
    }

    @Override
    public Collection<Stack> stacks() {
        return stacks.byId().values();
    }

    @Override
    public Collection<Task> tasksOfService(String serviceId) {
        return taskIndex.ofService(serviceId);
    }

    @Override
    public Collection<Task> tasksOnNode(String nodeId) {
        return taskIndex.onNode(nodeId);
    }

    @Override
    public Collection<Task> tasksInSlot(String serviceId, int slot) {
        return taskIndex.inSlot(serviceId, slot);
    }

    @Override
    public Collection<Service> servicesUsingNetwork(String networkName) {
        return TaskIndex.values(networkUsers.get(Table.fold(networkName)));
    }

    @Override
    public String toString() {
        return "StoreState[revision=" + revision + ", tasks=" + tasks().size() + "]";
    }
}
