package io.swarmsdk.model;

import java.util.Optional;

/**
 * A desired state and how far the swarm has come with it.
 *
 * @param id made by the proposer
 * @param meta version and times
 * @param spec what the user wants now
 * @param specVersion raised by one with each new spec; tasks carry the version they were made from
 * @param previousSpec what the user wanted before; the target of a rollback
 * @param updateStatus how far the last update has come; empty before the first
 */
public record Service(
        String id,
        Meta meta,
        ServiceSpec spec,
        long specVersion,
        Optional<ServiceSpec> previousSpec,
        Optional<UpdateStatus> updateStatus)
        implements SwarmObject {
    /** Rejects a blank id. */
    public Service {
        Checks.notBlank(id, "id");
    }

    /** A service no store has seen yet. */
    public static Service create(String id, ServiceSpec spec) {
        return new Service(id, Meta.unsaved(), spec, 1, Optional.empty(), Optional.empty());
    }

    @Override
    public Service withMeta(Meta value) {
        return new Service(id, value, spec, specVersion, previousSpec, updateStatus);
    }

    /** The service after the user asked for another spec: the present one becomes the previous. */
    public Service updatedTo(ServiceSpec value) {
        return new Service(id, meta, value, specVersion + 1, Optional.of(spec), updateStatus);
    }

    /** The same with another update status. */
    public Service withUpdateStatus(UpdateStatus value) {
        return new Service(id, meta, spec, specVersion, previousSpec, Optional.of(value));
    }

    @Override
    public ObjectKind kind() {
        return ObjectKind.SERVICE;
    }
}
