package io.swarmsdk.model.internal.codec;

import io.swarmsdk.model.ContainerSpec;
import io.swarmsdk.model.NetworkSpec;
import io.swarmsdk.model.NetworkUse;
import io.swarmsdk.model.Placement;
import io.swarmsdk.model.PortProtocol;
import io.swarmsdk.model.PortSpec;
import io.swarmsdk.model.PublishMode;
import io.swarmsdk.model.Resources;
import io.swarmsdk.model.RestartPolicy;
import io.swarmsdk.model.ServiceMode;
import io.swarmsdk.model.ServiceSpec;
import io.swarmsdk.model.StackSpec;
import io.swarmsdk.model.TaskSpec;
import io.swarmsdk.model.UpdateConfig;
import io.swarmsdk.model.internal.wire.Wire;

/** What users write, to and from generated types. */
final class Specs {
    static final WireEnum<PortProtocol, Wire.PortProtocol> PROTOCOL =
            WireEnum.of(PortProtocol.class, Wire.PortProtocol.class, "PORT_PROTOCOL_");
    private static final WireEnum<PublishMode, Wire.PublishMode> PUBLISH =
            WireEnum.of(PublishMode.class, Wire.PublishMode.class, "PUBLISH_MODE_");
    private static final WireEnum<RestartPolicy.Condition, Wire.RestartPolicy.Condition> CONDITION =
            WireEnum.of(RestartPolicy.Condition.class, Wire.RestartPolicy.Condition.class, "CONDITION_");
    private static final WireEnum<UpdateConfig.FailureAction, Wire.UpdateConfig.FailureAction> FAILURE_ACTION =
            WireEnum.of(UpdateConfig.FailureAction.class, Wire.UpdateConfig.FailureAction.class, "FAILURE_ACTION_");
    private static final WireEnum<UpdateConfig.Order, Wire.UpdateConfig.Order> ORDER =
            WireEnum.of(UpdateConfig.Order.class, Wire.UpdateConfig.Order.class, "ORDER_");

    private Specs() {}

    static Wire.Resources toWire(Resources resources) {
        return Wire.Resources.newBuilder()
                .setNanoCpus(resources.nanoCpus())
                .setMemoryBytes(resources.memoryBytes())
                .build();
    }

    static Resources fromWire(Wire.Resources wire) {
        return new Resources(wire.getNanoCpus(), wire.getMemoryBytes());
    }

    static Wire.PortSpec toWire(PortSpec port) {
        return Wire.PortSpec.newBuilder()
                .setProtocol(PROTOCOL.toWire(port.protocol()))
                .setTargetPort(port.targetPort())
                .setPublishedPort(port.publishedPort())
                .setMode(PUBLISH.toWire(port.mode()))
                .build();
    }

    static PortSpec fromWire(Wire.PortSpec wire) {
        return new PortSpec(
                PROTOCOL.fromWire(wire.getProtocol()),
                wire.getTargetPort(),
                wire.getPublishedPort(),
                PUBLISH.fromWire(wire.getMode()));
    }

    static Wire.ContainerSpec toWire(ContainerSpec spec) {
        var wire = Wire.ContainerSpec.newBuilder()
                .setImage(spec.image())
                .addAllEntrypoint(spec.entrypoint())
                .addAllCommand(spec.command())
                .addAllEnv(Parts.pairs(spec.env()))
                .addAllLabels(Parts.pairs(spec.labels()))
                .setStopGracePeriod(Parts.duration(spec.stopGracePeriod()));
        spec.hostname().ifPresent(wire::setHostname);
        spec.workingDirectory().ifPresent(wire::setWorkingDirectory);
        spec.user().ifPresent(wire::setUser);
        return wire.build();
    }

    static ContainerSpec fromWire(Wire.ContainerSpec wire) {
        return new ContainerSpec(
                wire.getImage(),
                wire.getEntrypointList(),
                wire.getCommandList(),
                Parts.map(wire.getEnvList()),
                Parts.map(wire.getLabelsList()),
                Parts.optional(wire.hasHostname(), wire.getHostname()),
                Parts.optional(wire.hasWorkingDirectory(), wire.getWorkingDirectory()),
                Parts.optional(wire.hasUser(), wire.getUser()),
                Parts.duration(wire.getStopGracePeriod()));
    }

    static Wire.TaskSpec toWire(TaskSpec spec) {
        var restart = spec.restart();
        var placement = spec.placement();
        var wire = Wire.TaskSpec.newBuilder()
                .setContainer(toWire(spec.container()))
                .setReservations(toWire(spec.reservations()))
                .setLimits(toWire(spec.limits()))
                .setRestart(Wire.RestartPolicy.newBuilder()
                        .setCondition(CONDITION.toWire(restart.condition()))
                        .setDelay(Parts.duration(restart.delay()))
                        .setMaxAttempts(restart.maxAttempts())
                        .setWindow(Parts.duration(restart.window())))
                .setPlacement(Wire.Placement.newBuilder()
                        .addAllConstraints(placement.constraints())
                        .addAllSpreadOver(placement.spreadOver())
                        .setMaxReplicasPerNode(placement.maxReplicasPerNode()))
                .setForceUpdate(spec.forceUpdate());
        spec.networks()
                .forEach(use -> wire.addNetworks(
                        Wire.NetworkUse.newBuilder().setNetwork(use.network()).addAllAliases(use.aliases())));
        return wire.build();
    }

    static TaskSpec fromWire(Wire.TaskSpec wire) {
        Parts.require(wire.hasContainer(), "TaskSpec.container");
        Parts.require(wire.hasRestart(), "TaskSpec.restart");
        var restart = wire.getRestart();
        var placement = wire.getPlacement();
        return new TaskSpec(
                fromWire(wire.getContainer()),
                fromWire(wire.getReservations()),
                fromWire(wire.getLimits()),
                new RestartPolicy(
                        CONDITION.fromWire(restart.getCondition()),
                        Parts.duration(restart.getDelay()),
                        restart.getMaxAttempts(),
                        Parts.duration(restart.getWindow())),
                new Placement(
                        placement.getConstraintsList(),
                        placement.getSpreadOverList(),
                        placement.getMaxReplicasPerNode()),
                Parts.list(wire.getNetworksList(), use -> new NetworkUse(use.getNetwork(), use.getAliasesList())),
                wire.getForceUpdate());
    }

    static Wire.ServiceMode toWire(ServiceMode mode) {
        var wire = Wire.ServiceMode.newBuilder();
        if (mode instanceof ServiceMode.Replicated replicated) {
            wire.setReplicated(Wire.ServiceMode.Replicated.newBuilder().setReplicas(replicated.replicas()));
        } else {
            wire.setGlobal(Wire.ServiceMode.Global.getDefaultInstance());
        }
        return wire.build();
    }

    static ServiceMode fromWire(Wire.ServiceMode wire) {
        return switch (wire.getModeCase()) {
            case REPLICATED -> new ServiceMode.Replicated(wire.getReplicated().getReplicas());
            case GLOBAL -> new ServiceMode.Global();
            case MODE_NOT_SET -> throw Parts.missing("ServiceMode.mode");
        };
    }

    static Wire.UpdateConfig toWire(UpdateConfig config) {
        return Wire.UpdateConfig.newBuilder()
                .setParallelism(config.parallelism())
                .setDelay(Parts.duration(config.delay()))
                .setFailureAction(FAILURE_ACTION.toWire(config.failureAction()))
                .setMonitor(Parts.duration(config.monitor()))
                .setMaxFailureRatio(config.maxFailureRatio())
                .setOrder(ORDER.toWire(config.order()))
                .build();
    }

    static UpdateConfig fromWire(Wire.UpdateConfig wire) {
        return new UpdateConfig(
                wire.getParallelism(),
                Parts.duration(wire.getDelay()),
                FAILURE_ACTION.fromWire(wire.getFailureAction()),
                Parts.duration(wire.getMonitor()),
                wire.getMaxFailureRatio(),
                ORDER.fromWire(wire.getOrder()));
    }

    static Wire.ServiceSpec toWire(ServiceSpec spec) {
        return Wire.ServiceSpec.newBuilder()
                .setName(spec.name())
                .addAllLabels(Parts.pairs(spec.labels()))
                .setTask(toWire(spec.task()))
                .setMode(toWire(spec.mode()))
                .setUpdate(toWire(spec.update()))
                .setRollback(toWire(spec.rollback()))
                .addAllPorts(Parts.list(spec.ports(), Specs::toWire))
                .build();
    }

    static ServiceSpec fromWire(Wire.ServiceSpec wire) {
        Parts.require(wire.hasTask(), "ServiceSpec.task");
        Parts.require(wire.hasUpdate(), "ServiceSpec.update");
        Parts.require(wire.hasRollback(), "ServiceSpec.rollback");
        return new ServiceSpec(
                wire.getName(),
                Parts.map(wire.getLabelsList()),
                fromWire(wire.getTask()),
                fromWire(wire.getMode()),
                fromWire(wire.getUpdate()),
                fromWire(wire.getRollback()),
                Parts.list(wire.getPortsList(), Specs::fromWire));
    }

    static Wire.NetworkSpec toWire(NetworkSpec spec) {
        var wire = Wire.NetworkSpec.newBuilder()
                .setName(spec.name())
                .addAllLabels(Parts.pairs(spec.labels()))
                .setDriver(spec.driver())
                .setAttachable(spec.attachable())
                .setInternal(spec.internal());
        spec.subnet().ifPresent(wire::setSubnet);
        return wire.build();
    }

    static NetworkSpec fromWire(Wire.NetworkSpec wire) {
        return new NetworkSpec(
                wire.getName(),
                Parts.map(wire.getLabelsList()),
                wire.getDriver(),
                Parts.optional(wire.hasSubnet(), wire.getSubnet()),
                wire.getAttachable(),
                wire.getInternal());
    }

    static Wire.StackSpec toWire(StackSpec spec) {
        return Wire.StackSpec.newBuilder()
                .setName(spec.name())
                .addAllServices(Parts.list(spec.services(), Specs::toWire))
                .addAllNetworks(Parts.list(spec.networks(), Specs::toWire))
                .build();
    }

    static StackSpec fromWire(Wire.StackSpec wire) {
        return new StackSpec(
                wire.getName(),
                Parts.list(wire.getServicesList(), Specs::fromWire),
                Parts.list(wire.getNetworksList(), Specs::fromWire));
    }
}
