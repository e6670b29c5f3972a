package io.swarmsdk.model.store;

import io.swarmsdk.model.Network;
import io.swarmsdk.model.Node;
import io.swarmsdk.model.Service;
import io.swarmsdk.model.Stack;
import io.swarmsdk.model.Task;
import io.swarmsdk.model.internal.core.StateEditor;
import io.swarmsdk.model.internal.core.StoreState;
import java.util.Collection;
import java.util.Optional;

/**
 * What the store will be once pending change sets are applied: an applied view with those sets on top, under the same
 * rules. A control loop plans on it and pipelines its commits; versions read from it are those that the pending sets will
 * have produced. Drop it on any conflict, unknown outcome or loss of leadership. Belongs to one thread.
 */
public final class PlanningView implements StoreView {
    private StoreState state;

    /** The view as it is, with nothing pending. Costs nothing for the view of a store. */
    public PlanningView(StoreView base) {
        state = base instanceof PlanningView planning ? planning.state : StoreState.of(base);
    }

    /**
     * Puts a pending change set on top; its term is not looked at.
     *
     * @throws ConflictException when the store would reject it; this view is unchanged then
     */
    public void apply(ChangeSet pending) {
        var editor = new StateEditor(state, state.revision());
        var conflict = editor.applyAll(pending);
        if (conflict.isPresent()) {
            throw new ConflictException(conflict.get());
        }
        state = editor.toState();
    }

    /** The revision of the view it was made from: what is pending has none yet. */
    @Override
    public long revision() {
        return state.revision();
    }

    @Override
    public Optional<Node> node(String id) {
        return state.node(id);
    }

    @Override
    public Collection<Node> nodes() {
        return state.nodes();
    }

    @Override
    public Optional<Service> service(String id) {
        return state.service(id);
    }

    @Override
    public Optional<Service> serviceByName(String name) {
        return state.serviceByName(name);
    }

    @Override
    public Collection<Service> services() {
        return state.services();
    }

    @Override
    public Optional<Task> task(String id) {
        return state.task(id);
    }

    @Override
    public Collection<Task> tasks() {
        return state.tasks();
    }

    @Override
    public Optional<Network> network(String id) {
        return state.network(id);
    }

    @Override
    public Optional<Network> networkByName(String name) {
        return state.networkByName(name);
    }

    @Override
    public Collection<Network> networks() {
        return state.networks();
    }

    @Override
    public Optional<Stack> stack(String id) {
        return state.stack(id);
    }

    @Override
    public Optional<Stack> stackByName(String name) {
        return state.stackByName(name);
    }

    @Override
    public Collection<Stack> stacks() {
        return state.stacks();
    }

    @Override
    public Collection<Task> tasksOfService(String serviceId) {
        return state.tasksOfService(serviceId);
    }

    @Override
    public Collection<Task> tasksOnNode(String nodeId) {
        return state.tasksOnNode(nodeId);
    }

    @Override
    public Collection<Task> tasksInSlot(String serviceId, int slot) {
        return state.tasksInSlot(serviceId, slot);
    }

    @Override
    public Collection<Service> servicesUsingNetwork(String networkName) {
        return state.servicesUsingNetwork(networkName);
    }
}
