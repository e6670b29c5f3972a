package io.swarmsdk.model;

import java.util.List;

/**
 * What each task of a service is made from.
 *
 * @param container what to run
 * @param reservations what a node must have left for it
 * @param limits what it may use at most; zero amounts are no limit
 * @param restart what happens when it ends by itself
 * @param placement where it may run
 * @param networks the networks it joins
 * @param forceUpdate raised to renew the tasks of an unchanged spec
 */
public record TaskSpec(
        ContainerSpec container,
        Resources reservations,
        Resources limits,
        RestartPolicy restart,
        Placement placement,
        List<NetworkUse> networks,
        long forceUpdate) {
    /** Copies the list. */
    public TaskSpec {
        networks = Checks.copy(networks);
    }

    /** A container with defaults for all else. */
    public static TaskSpec of(ContainerSpec container) {
        return new TaskSpec(
                container, Resources.NONE, Resources.NONE, RestartPolicy.DEFAULT, Placement.ANYWHERE, List.of(), 0);
    }

    /** The same with another container. */
    public TaskSpec withContainer(ContainerSpec value) {
        return new TaskSpec(value, reservations, limits, restart, placement, networks, forceUpdate);
    }

    /** The same with other reservations. */
    public TaskSpec withReservations(Resources value) {
        return new TaskSpec(container, value, limits, restart, placement, networks, forceUpdate);
    }

    /** The same with other limits. */
    public TaskSpec withLimits(Resources value) {
        return new TaskSpec(container, reservations, value, restart, placement, networks, forceUpdate);
    }

    /** The same with another restart policy. */
    public TaskSpec withRestart(RestartPolicy value) {
        return new TaskSpec(container, reservations, limits, value, placement, networks, forceUpdate);
    }

    /** The same with another placement. */
    public TaskSpec withPlacement(Placement value) {
        return new TaskSpec(container, reservations, limits, restart, value, networks, forceUpdate);
    }

    /** The same with other networks. */
    public TaskSpec withNetworks(List<NetworkUse> value) {
        return new TaskSpec(container, reservations, limits, restart, placement, value, forceUpdate);
    }

    /** The same with another update counter. */
    public TaskSpec withForceUpdate(long value) {
        return new TaskSpec(container, reservations, limits, restart, placement, networks, value);
    }
}
