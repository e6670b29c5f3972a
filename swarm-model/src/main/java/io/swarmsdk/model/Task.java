package io.swarmsdk.model;

import java.util.List;
import java.util.Optional;

/**
 * One replica of a service, with all that a worker needs to run it.
 *
 * @param id made by the proposer; never reused
 * @param meta version and times
 * @param serviceId the service
 * @param serviceName its name, for people and templates
 * @param slot 1 and up for a replicated service, 0 for a global one (its slot is the node)
 * @param nodeId where it runs; empty until the scheduler has decided
 * @param spec what it was made from
 * @param specVersion of the service when it was made
 * @param ports published ports of the service when it was made
 * @param desired what the swarm wants of it; only rises
 * @param status what was last seen of it
 * @param networks its addresses
 */
public record Task(
        String id,
        Meta meta,
        String serviceId,
        String serviceName,
        int slot,
        Optional<String> nodeId,
        TaskSpec spec,
        long specVersion,
        List<PortSpec> ports,
        TaskState desired,
        TaskStatus status,
        List<NetworkAttachment> networks)
        implements SwarmObject {
    /** Rejects a blank id and copies the lists. */
    public Task {
        Checks.notBlank(id, "id");
        ports = Checks.copy(ports);
        networks = Checks.copy(networks);
    }

    @Override
    public Task withMeta(Meta value) {
        return new Task(
                id, value, serviceId, serviceName, slot, nodeId, spec, specVersion, ports, desired, status, networks);
    }

    /** The same on a node. */
    public Task withNode(String value) {
        return new Task(
                id,
                meta,
                serviceId,
                serviceName,
                slot,
                Optional.of(value),
                spec,
                specVersion,
                ports,
                desired,
                status,
                networks);
    }

    /** The same with another desired state. */
    public Task withDesired(TaskState value) {
        return new Task(
                id, meta, serviceId, serviceName, slot, nodeId, spec, specVersion, ports, value, status, networks);
    }

    /** The same with another status. */
    public Task withStatus(TaskStatus value) {
        return new Task(
                id, meta, serviceId, serviceName, slot, nodeId, spec, specVersion, ports, desired, value, networks);
    }

    /** The same with other addresses. */
    public Task withNetworks(List<NetworkAttachment> value) {
        return new Task(
                id, meta, serviceId, serviceName, slot, nodeId, spec, specVersion, ports, desired, status, value);
    }

    /** The name people see: service, then slot or node, as in {@code web.2}. */
    public String name() {
        return serviceName + "." + (slot > 0 ? Integer.toString(slot) : nodeId.orElse("?"));
    }

    @Override
    public ObjectKind kind() {
        return ObjectKind.TASK;
    }
}
