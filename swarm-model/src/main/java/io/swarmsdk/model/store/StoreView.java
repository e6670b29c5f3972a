package io.swarmsdk.model.store;

import io.swarmsdk.model.Network;
import io.swarmsdk.model.Node;
import io.swarmsdk.model.ObjectKind;
import io.swarmsdk.model.Service;
import io.swarmsdk.model.Stack;
import io.swarmsdk.model.SwarmObject;
import io.swarmsdk.model.Task;
import java.util.Collection;
import java.util.Optional;

/**
 * All objects as they were after one change. A view of a store never changes and is read by any thread without blocking
 * anyone. Collections cannot be modified and iterate in id order unless said otherwise. Names are compared without
 * regard to case, as DNS does.
 */
public interface StoreView {
    /** Log index of the last change in this view; 0 for an empty store. */
    long revision();

    /** The node with this id. */
    Optional<Node> node(String id);

    /** All nodes. */
    Collection<Node> nodes();

    /** The service with this id. */
    Optional<Service> service(String id);

    /** The service with this name. */
    Optional<Service> serviceByName(String name);

    /** All services. */
    Collection<Service> services();

    /** The task with this id. */
    Optional<Task> task(String id);

    /** All tasks. */
    Collection<Task> tasks();

    /** The network with this id. */
    Optional<Network> network(String id);

    /** The network with this name. */
    Optional<Network> networkByName(String name);

    /** All networks. */
    Collection<Network> networks();

    /** The stack with this id. */
    Optional<Stack> stack(String id);

    /** The stack with this name. */
    Optional<Stack> stackByName(String name);

    /** All stacks. */
    Collection<Stack> stacks();

    /** Tasks of a service, by slot, then id; also of a service that is gone. */
    Collection<Task> tasksOfService(String serviceId);

    /** Tasks that have been given to a node, whatever their state. */
    Collection<Task> tasksOnNode(String nodeId);

    /** Tasks of a service in one slot. */
    Collection<Task> tasksInSlot(String serviceId, int slot);

    /** Services whose tasks join a network of this name. */
    Collection<Service> servicesUsingNetwork(String networkName);

    /** The object of this kind and id. */
    default Optional<? extends SwarmObject> object(ObjectKind kind, String id) {
        return switch (kind) {
            case NODE -> node(id);
            case SERVICE -> service(id);
            case TASK -> task(id);
            case NETWORK -> network(id);
            case STACK -> stack(id);
        };
    }

    /** All objects of this kind. */
    default Collection<? extends SwarmObject> objects(ObjectKind kind) {
        return switch (kind) {
            case NODE -> nodes();
            case SERVICE -> services();
            case TASK -> tasks();
            case NETWORK -> networks();
            case STACK -> stacks();
        };
    }
}
