package io.swarmsdk.model.internal.codec;

import io.swarmsdk.model.Availability;
import io.swarmsdk.model.Meta;
import io.swarmsdk.model.Network;
import io.swarmsdk.model.NetworkAttachment;
import io.swarmsdk.model.Node;
import io.swarmsdk.model.NodeDescription;
import io.swarmsdk.model.NodeRole;
import io.swarmsdk.model.NodeSpec;
import io.swarmsdk.model.NodeState;
import io.swarmsdk.model.NodeStatus;
import io.swarmsdk.model.ObjectKind;
import io.swarmsdk.model.PortStatus;
import io.swarmsdk.model.Service;
import io.swarmsdk.model.Stack;
import io.swarmsdk.model.SwarmObject;
import io.swarmsdk.model.Task;
import io.swarmsdk.model.TaskState;
import io.swarmsdk.model.TaskStatus;
import io.swarmsdk.model.UpdateStatus;
import io.swarmsdk.model.internal.wire.Wire;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What the store keeps, to and from generated types. */
final class Objects {
    static final WireEnum<ObjectKind, Wire.ObjectKind> KIND =
            WireEnum.of(ObjectKind.class, Wire.ObjectKind.class, "OBJECT_KIND_");
    private static final WireEnum<Availability, Wire.Availability> AVAILABILITY =
            WireEnum.of(Availability.class, Wire.Availability.class, "AVAILABILITY_");
    private static final WireEnum<NodeRole, Wire.NodeRole> ROLE =
            WireEnum.of(NodeRole.class, Wire.NodeRole.class, "NODE_ROLE_");
    private static final WireEnum<NodeState, Wire.NodeState> NODE_STATE =
            WireEnum.of(NodeState.class, Wire.NodeState.class, "NODE_STATE_");
    private static final WireEnum<TaskState, Wire.TaskState> TASK_STATE =
            WireEnum.of(TaskState.class, Wire.TaskState.class, "TASK_STATE_");
    private static final WireEnum<UpdateStatus.State, Wire.UpdateStatus.State> UPDATE_STATE =
            WireEnum.of(UpdateStatus.State.class, Wire.UpdateStatus.State.class, "STATE_");

    private Objects() {}

    static Wire.SwarmObject toWire(SwarmObject object) {
        var wire = Wire.SwarmObject.newBuilder();
        switch (object.kind()) {
            case NODE -> wire.setNode(toWire((Node) object));
            case SERVICE -> wire.setService(toWire((Service) object));
            case TASK -> wire.setTask(toWire((Task) object));
            case NETWORK -> wire.setNetwork(toWire((Network) object));
            case STACK -> wire.setStack(toWire((Stack) object));
        }
        return wire.build();
    }

    static SwarmObject fromWire(Wire.SwarmObject wire) {
        return switch (wire.getObjectCase()) {
            case NODE -> fromWire(wire.getNode());
            case SERVICE -> fromWire(wire.getService());
            case TASK -> fromWire(wire.getTask());
            case NETWORK -> fromWire(wire.getNetwork());
            case STACK -> fromWire(wire.getStack());
            case OBJECT_NOT_SET -> throw Parts.missing("SwarmObject.object");
        };
    }

    static Wire.Meta toWire(Meta meta) {
        return Wire.Meta.newBuilder()
                .setVersion(meta.version())
                .setCreatedAt(Parts.time(meta.createdAt()))
                .setUpdatedAt(Parts.time(meta.updatedAt()))
                .build();
    }

    static Meta fromWire(Wire.Meta wire) {
        return new Meta(wire.getVersion(), Parts.time(wire.getCreatedAt()), Parts.time(wire.getUpdatedAt()));
    }

    static Wire.NodeSpec toWire(NodeSpec spec) {
        return Wire.NodeSpec.newBuilder()
                .addAllLabels(Parts.pairs(spec.labels()))
                .setAvailability(AVAILABILITY.toWire(spec.availability()))
                .build();
    }

    static NodeSpec fromWire(Wire.NodeSpec wire) {
        return new NodeSpec(Parts.map(wire.getLabelsList()), AVAILABILITY.fromWire(wire.getAvailability()));
    }

    static Wire.NodeDescription toWire(NodeDescription description) {
        return Wire.NodeDescription.newBuilder()
                .setHostname(description.hostname())
                .setOs(description.os())
                .setArch(description.arch())
                .setAddress(description.address())
                .setResources(Specs.toWire(description.resources()))
                .addAllEngineLabels(Parts.pairs(description.engineLabels()))
                .build();
    }

    static NodeDescription fromWire(Wire.NodeDescription wire) {
        return new NodeDescription(
                wire.getHostname(),
                wire.getOs(),
                wire.getArch(),
                wire.getAddress(),
                Specs.fromWire(wire.getResources()),
                Parts.map(wire.getEngineLabelsList()));
    }

    static Wire.Node toWire(Node node) {
        return Wire.Node.newBuilder()
                .setId(node.id())
                .setMeta(toWire(node.meta()))
                .setSpec(toWire(node.spec()))
                .setRole(ROLE.toWire(node.role()))
                .setDescription(toWire(node.description()))
                .setStatus(Wire.NodeStatus.newBuilder()
                        .setState(NODE_STATE.toWire(node.status().state()))
                        .setMessage(node.status().message()))
                .build();
    }

    static Node fromWire(Wire.Node wire) {
        var status = wire.getStatus();
        return new Node(
                wire.getId(),
                fromWire(wire.getMeta()),
                fromWire(wire.getSpec()),
                ROLE.fromWire(wire.getRole()),
                fromWire(wire.getDescription()),
                new NodeStatus(NODE_STATE.fromWire(status.getState()), status.getMessage()));
    }

    static Wire.UpdateStatus toWire(UpdateStatus status) {
        return Wire.UpdateStatus.newBuilder()
                .setState(UPDATE_STATE.toWire(status.state()))
                .setStartedAt(Parts.time(status.startedAt()))
                .setChangedAt(Parts.time(status.changedAt()))
                .setMessage(status.message())
                .build();
    }

    static UpdateStatus fromWire(Wire.UpdateStatus wire) {
        return new UpdateStatus(
                UPDATE_STATE.fromWire(wire.getState()),
                Parts.time(wire.getStartedAt()),
                Parts.time(wire.getChangedAt()),
                wire.getMessage());
    }

    static Wire.Service toWire(Service service) {
        var wire = Wire.Service.newBuilder()
                .setId(service.id())
                .setMeta(toWire(service.meta()))
                .setSpec(Specs.toWire(service.spec()))
                .setSpecVersion(service.specVersion());
        service.previousSpec().ifPresent(spec -> wire.setPreviousSpec(Specs.toWire(spec)));
        service.updateStatus().ifPresent(status -> wire.setUpdateStatus(toWire(status)));
        return wire.build();
    }

    static Service fromWire(Wire.Service wire) {
        Parts.require(wire.hasSpec(), "Service.spec");
        return new Service(
                wire.getId(),
                fromWire(wire.getMeta()),
                Specs.fromWire(wire.getSpec()),
                wire.getSpecVersion(),
                Parts.optional(wire.hasPreviousSpec(), wire.getPreviousSpec()).map(Specs::fromWire),
                Parts.optional(wire.hasUpdateStatus(), wire.getUpdateStatus()).map(Objects::fromWire));
    }

    static Wire.TaskStatus toWire(TaskStatus status) {
        var wire = Wire.TaskStatus.newBuilder()
                .setState(TASK_STATE.toWire(status.state()))
                .setAt(Parts.time(status.at()))
                .setMessage(status.message())
                .addAllPorts(Parts.list(status.ports(), Objects::toWire));
        status.error().ifPresent(wire::setError);
        status.exitCode().ifPresent(wire::setExitCode);
        status.pid().ifPresent(wire::setPid);
        return wire.build();
    }

    static TaskStatus fromWire(Wire.TaskStatus wire) {
        return new TaskStatus(
                TASK_STATE.fromWire(wire.getState()),
                Parts.time(wire.getAt()),
                wire.getMessage(),
                Parts.optional(wire.hasError(), wire.getError()),
                wire.hasExitCode() ? OptionalInt.of(wire.getExitCode()) : OptionalInt.empty(),
                wire.hasPid() ? OptionalLong.of(wire.getPid()) : OptionalLong.empty(),
                Parts.list(wire.getPortsList(), Objects::fromWire));
    }

    static Wire.PortStatus toWire(PortStatus port) {
        return Wire.PortStatus.newBuilder()
                .setProtocol(Specs.PROTOCOL.toWire(port.protocol()))
                .setTargetPort(port.targetPort())
                .setHostAddress(port.hostAddress())
                .setHostPort(port.hostPort())
                .build();
    }

    static PortStatus fromWire(Wire.PortStatus wire) {
        return new PortStatus(
                Specs.PROTOCOL.fromWire(wire.getProtocol()),
                wire.getTargetPort(),
                wire.getHostAddress(),
                wire.getHostPort());
    }

    static Wire.NetworkAttachment toWire(NetworkAttachment attachment) {
        return Wire.NetworkAttachment.newBuilder()
                .setNetworkId(attachment.networkId())
                .setVni(attachment.vni())
                .setAddress(attachment.address())
                .setPrefixLength(attachment.prefixLength())
                .build();
    }

    static NetworkAttachment fromWire(Wire.NetworkAttachment wire) {
        return new NetworkAttachment(wire.getNetworkId(), wire.getVni(), wire.getAddress(), wire.getPrefixLength());
    }

    static Wire.Task toWire(Task task) {
        var wire = Wire.Task.newBuilder()
                .setId(task.id())
                .setMeta(toWire(task.meta()))
                .setServiceId(task.serviceId())
                .setServiceName(task.serviceName())
                .setSlot(task.slot())
                .setSpec(Specs.toWire(task.spec()))
                .setSpecVersion(task.specVersion())
                .addAllPorts(Parts.list(task.ports(), Specs::toWire))
                .setDesired(TASK_STATE.toWire(task.desired()))
                .setStatus(toWire(task.status()))
                .addAllNetworks(Parts.list(task.networks(), Objects::toWire));
        task.nodeId().ifPresent(wire::setNodeId);
        return wire.build();
    }

    static Task fromWire(Wire.Task wire) {
        Parts.require(wire.hasSpec(), "Task.spec");
        return new Task(
                wire.getId(),
                fromWire(wire.getMeta()),
                wire.getServiceId(),
                wire.getServiceName(),
                wire.getSlot(),
                Parts.optional(wire.hasNodeId(), wire.getNodeId()),
                Specs.fromWire(wire.getSpec()),
                wire.getSpecVersion(),
                Parts.list(wire.getPortsList(), Specs::fromWire),
                TASK_STATE.fromWire(wire.getDesired()),
                fromWire(wire.getStatus()),
                Parts.list(wire.getNetworksList(), Objects::fromWire));
    }

    static Wire.Network toWire(Network network) {
        var wire = Wire.Network.newBuilder()
                .setId(network.id())
                .setMeta(toWire(network.meta()))
                .setSpec(Specs.toWire(network.spec()));
        network.allocation()
                .ifPresent(allocation -> wire.setAllocation(Wire.Network.Allocation.newBuilder()
                        .setVni(allocation.vni())
                        .setSubnet(allocation.subnet())));
        return wire.build();
    }

    static Network fromWire(Wire.Network wire) {
        return new Network(
                wire.getId(),
                fromWire(wire.getMeta()),
                Specs.fromWire(wire.getSpec()),
                Parts.optional(wire.hasAllocation(), wire.getAllocation())
                        .map(allocation -> new Network.Allocation(allocation.getVni(), allocation.getSubnet())));
    }

    static Wire.Stack toWire(Stack stack) {
        return Wire.Stack.newBuilder()
                .setId(stack.id())
                .setMeta(toWire(stack.meta()))
                .setSpec(Specs.toWire(stack.spec()))
                .build();
    }

    static Stack fromWire(Wire.Stack wire) {
        return new Stack(wire.getId(), fromWire(wire.getMeta()), Specs.fromWire(wire.getSpec()));
    }
}
