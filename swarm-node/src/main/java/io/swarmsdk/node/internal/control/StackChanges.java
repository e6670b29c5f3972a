package io.swarmsdk.node.internal.control;

import io.swarmsdk.model.Network;
import io.swarmsdk.model.NetworkSpec;
import io.swarmsdk.model.ObjectKind;
import io.swarmsdk.model.Service;
import io.swarmsdk.model.ServiceSpec;
import io.swarmsdk.model.Stack;
import io.swarmsdk.model.StackSpec;
import io.swarmsdk.model.store.ChangeSet;
import io.swarmsdk.model.store.StoreView;
import io.swarmsdk.node.SwarmException.RefusedException;
import io.swarmsdk.scheduler.PlacementConstraints;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Turns "deploy this stack" and "remove that stack" into one change set against a view. Pure. */
final class StackChanges {
    private StackChanges() {}

    /**
     * Creates what is missing, changes what differs, and with {@code prune} removes services the spec no longer names.
     *
     * @throws RefusedException if the stack cannot be deployed over what is there
     */
    static ChangeSet deploy(StoreView view, StackSpec spec, boolean prune, Instant at, Supplier<String> ids) {
        ChangeSet.Builder changes = ChangeSet.builder(at);
        Set<String> networks = new TreeSet<>();
        for (NetworkSpec network : spec.networks()) {
            if (!networks.add(network.name())) {
                throw new RefusedException("network " + network.name() + ": is in the stack twice", null);
            }
            Optional<Network> present = view.networkByName(network.name());
            if (present.isEmpty()) {
                checkLabel("network " + network.name(), network.labels(), spec.name());
                changes.create(Network.create(ids.get(), network));
            } else if (!present.get().spec().equals(network)) {
                throw new RefusedException(
                        "network " + network.name()
                                + ": exists with another specification; a network cannot be changed:"
                                + " remove the stack first or give the network another name",
                        null);
            }
        }
        Set<String> named = new TreeSet<>();
        for (ServiceSpec service : spec.services()) {
            if (!named.add(service.name())) {
                throw new RefusedException("service " + service.name() + ": is in the stack twice", null);
            }
            service.task().networks().forEach(use -> {
                if (!networks.contains(use.network())
                        && view.networkByName(use.network()).isEmpty()) {
                    throw new RefusedException(
                            "service " + service.name() + ": network " + use.network()
                                    + " does not exist (expected: a network of the stack or of the swarm)",
                            null);
                }
            });
            checkPlacement(service);
            Optional<Service> present = view.serviceByName(service.name());
            if (present.isEmpty()) {
                checkLabel("service " + service.name(), service.labels(), spec.name());
                changes.create(Service.create(ids.get(), service));
            } else {
                update(changes, present.get(), service, spec.name());
            }
        }
        if (prune) {
            for (Service service : view.services()) {
                if (belongsTo(spec.name(), service)
                        && !named.contains(service.spec().name())) {
                    changes.delete(
                            ObjectKind.SERVICE, service.id(), service.meta().version());
                }
            }
        }
        Optional<Stack> stack = view.stackByName(spec.name());
        if (stack.isEmpty()) {
            changes.create(Stack.create(ids.get(), spec));
        } else if (!stack.get().spec().equals(spec)) {
            changes.update(stack.get().withSpec(spec));
        }
        return changes.build();
    }

    private static void update(ChangeSet.Builder changes, Service present, ServiceSpec wanted, String stack) {
        if (!belongsTo(stack, present)) {
            throw new RefusedException(
                    "service " + wanted.name() + ": exists and is not part of stack " + stack
                            + " (expected: a free name, or a service labelled " + ServiceSpec.STACK_LABEL + "=" + stack
                            + ")",
                    null);
        }
        if (!present.spec().mode().getClass().equals(wanted.mode().getClass())) {
            throw new RefusedException(
                    "service " + wanted.name() + ": mode cannot be changed; remove the service first", null);
        }
        if (!present.spec().equals(wanted)) {
            changes.update(present.updatedTo(wanted));
        }
    }

    /**
     * Removes the services and the stack; its networks follow when their last task has ended.
     *
     * @throws RefusedException if there is no such stack
     */
    static ChangeSet remove(StoreView view, String name, Instant at) {
        ChangeSet.Builder changes = ChangeSet.builder(at);
        boolean found = false;
        for (Service service : view.services()) {
            if (belongsTo(name, service)) {
                changes.delete(ObjectKind.SERVICE, service.id(), service.meta().version());
                found = true;
            }
        }
        Optional<Stack> stack = view.stackByName(name);
        if (stack.isPresent()) {
            changes.delete(
                    ObjectKind.STACK, stack.get().id(), stack.get().meta().version());
            found = true;
        }
        if (!found) {
            throw new RefusedException("stack " + name + ": does not exist", null);
        }
        return changes.build();
    }

    /** Refuses what the scheduler would pass over in silence. */
    static void checkPlacement(ServiceSpec service) {
        try {
            PlacementConstraints.check(service.task().placement());
        } catch (IllegalArgumentException e) {
            throw new RefusedException("service " + service.name() + ": " + e.getMessage(), e);
        }
    }

    /** Without its label nobody would know later what belongs to the stack. */
    private static void checkLabel(String what, Map<String, String> labels, String stack) {
        if (!stack.equals(labels.get(ServiceSpec.STACK_LABEL))) {
            throw new RefusedException(
                    what + ": is not labelled " + ServiceSpec.STACK_LABEL + "=" + stack
                            + " (expected: that label on all that the stack brings)",
                    null);
        }
    }

    private static boolean belongsTo(String stack, Service service) {
        return stack.equals(service.spec().labels().get(ServiceSpec.STACK_LABEL));
    }
}
