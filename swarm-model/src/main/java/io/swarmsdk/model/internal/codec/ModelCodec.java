package io.swarmsdk.model.internal.codec;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import io.swarmsdk.model.ContainerSpec;
import io.swarmsdk.model.Network;
import io.swarmsdk.model.NetworkSpec;
import io.swarmsdk.model.Node;
import io.swarmsdk.model.NodeDescription;
import io.swarmsdk.model.NodeSpec;
import io.swarmsdk.model.Service;
import io.swarmsdk.model.ServiceSpec;
import io.swarmsdk.model.Stack;
import io.swarmsdk.model.StackSpec;
import io.swarmsdk.model.SwarmObject;
import io.swarmsdk.model.Task;
import io.swarmsdk.model.TaskSpec;
import io.swarmsdk.model.TaskStatus;
import io.swarmsdk.model.internal.core.StoreCore;
import io.swarmsdk.model.internal.wire.Wire;
import io.swarmsdk.model.store.ChangeSet;
import io.swarmsdk.model.store.ConflictException;
import io.swarmsdk.model.store.MalformedException;
import java.time.DateTimeException;
import java.util.function.Function;

/**
 * The one door between values and bytes. Pure; equal values give equal bytes. What comes from bytes is as valid as what
 * constructors let through; all else is a {@link MalformedException}.
 */
public final class ModelCodec {
    private ModelCodec() {}

    // ---- bytes

    /** One object. */
    public static byte[] encode(SwarmObject object) {
        return toWire(object).toByteArray();
    }

    /** The object in {@link #encode(SwarmObject)}'s bytes. */
    public static SwarmObject decodeObject(byte[] bytes) {
        return decode(Wire.SwarmObject.parser(), bytes, Objects::fromWire);
    }

    /** A log entry. */
    public static byte[] encode(ChangeSet changes) {
        return ChangeSets.toWire(changes).toByteArray();
    }

    /** The change set in a log entry. */
    public static ChangeSet decodeChangeSet(byte[] bytes) {
        return decode(Wire.ChangeSet.parser(), bytes, ChangeSets::fromWire);
    }

    /** What became of an entry: its revision or its conflict. */
    public static byte[] encodeReply(StoreCore.Outcome outcome) {
        var reply = Wire.Reply.newBuilder();
        outcome.conflict()
                .ifPresentOrElse(
                        conflict -> reply.setConflict(ChangeSets.toWire(conflict)),
                        () -> reply.setRevision(outcome.revision()));
        return reply.build().toByteArray();
    }

    /**
     * The revision in a reply.
     *
     * @throws ConflictException when the reply is a conflict
     */
    public static long decodeReply(byte[] bytes) {
        return decode(Wire.Reply.parser(), bytes, reply -> switch (reply.getReplyCase()) {
            case REVISION -> reply.getRevision();
            case CONFLICT -> throw new ConflictException(ChangeSets.fromWire(reply.getConflict()));
            case REPLY_NOT_SET -> throw Parts.missing("Reply.reply");
        });
    }

    /** A whole state, with header and checksum. */
    public static byte[] encode(StoreSnapshot snapshot) {
        return Snapshots.encode(snapshot);
    }

    /** The state in {@link #encode(StoreSnapshot)}'s bytes. */
    public static StoreSnapshot decodeSnapshot(byte[] bytes) {
        return guarded(() -> Snapshots.decode(bytes));
    }

    // ---- generated types, for the control API

    /** As in the public protocol. */
    public static Wire.SwarmObject toWire(SwarmObject object) {
        return Objects.toWire(object);
    }

    /** As in the public protocol. */
    public static Wire.Node toWire(Node node) {
        return Objects.toWire(node);
    }

    /** As in the public protocol. */
    public static Wire.NodeSpec toWire(NodeSpec spec) {
        return Objects.toWire(spec);
    }

    /** As in the public protocol. */
    public static Wire.NodeDescription toWire(NodeDescription description) {
        return Objects.toWire(description);
    }

    /** As in the public protocol. */
    public static Wire.Service toWire(Service service) {
        return Objects.toWire(service);
    }

    /** As in the public protocol. */
    public static Wire.ServiceSpec toWire(ServiceSpec spec) {
        return Specs.toWire(spec);
    }

    /** As in the public protocol. */
    public static Wire.Task toWire(Task task) {
        return Objects.toWire(task);
    }

    /** As in the public protocol. */
    public static Wire.TaskSpec toWire(TaskSpec spec) {
        return Specs.toWire(spec);
    }

    /** As in the public protocol. */
    public static Wire.TaskStatus toWire(TaskStatus status) {
        return Objects.toWire(status);
    }

    /** As in the public protocol. */
    public static Wire.ContainerSpec toWire(ContainerSpec spec) {
        return Specs.toWire(spec);
    }

    /** As in the public protocol. */
    public static Wire.Network toWire(Network network) {
        return Objects.toWire(network);
    }

    /** As in the public protocol. */
    public static Wire.NetworkSpec toWire(NetworkSpec spec) {
        return Specs.toWire(spec);
    }

    /** As in the public protocol. */
    public static Wire.Stack toWire(Stack stack) {
        return Objects.toWire(stack);
    }

    /** As in the public protocol. */
    public static Wire.StackSpec toWire(StackSpec spec) {
        return Specs.toWire(spec);
    }

    /** Checked. */
    public static SwarmObject fromWire(Wire.SwarmObject wire) {
        return guarded(() -> Objects.fromWire(wire));
    }

    /** Checked. */
    public static Node fromWire(Wire.Node wire) {
        return guarded(() -> Objects.fromWire(wire));
    }

    /** Checked. */
    public static NodeSpec fromWire(Wire.NodeSpec wire) {
        return guarded(() -> Objects.fromWire(wire));
    }

    /** Checked. */
    public static NodeDescription fromWire(Wire.NodeDescription wire) {
        return guarded(() -> Objects.fromWire(wire));
    }

    /** Checked. */
    public static Service fromWire(Wire.Service wire) {
        return guarded(() -> Objects.fromWire(wire));
    }

    /** Checked. */
    public static ServiceSpec fromWire(Wire.ServiceSpec wire) {
        return guarded(() -> Specs.fromWire(wire));
    }

    /** Checked. */
    public static Task fromWire(Wire.Task wire) {
        return guarded(() -> Objects.fromWire(wire));
    }

    /** Checked. */
    public static TaskSpec fromWire(Wire.TaskSpec wire) {
        return guarded(() -> Specs.fromWire(wire));
    }

    /** Checked. */
    public static TaskStatus fromWire(Wire.TaskStatus wire) {
        return guarded(() -> Objects.fromWire(wire));
    }

    /** Checked. */
    public static ContainerSpec fromWire(Wire.ContainerSpec wire) {
        return guarded(() -> Specs.fromWire(wire));
    }

    /** Checked. */
    public static Network fromWire(Wire.Network wire) {
        return guarded(() -> Objects.fromWire(wire));
    }

    /** Checked. */
    public static NetworkSpec fromWire(Wire.NetworkSpec wire) {
        return guarded(() -> Specs.fromWire(wire));
    }

    /** Checked. */
    public static Stack fromWire(Wire.Stack wire) {
        return guarded(() -> Objects.fromWire(wire));
    }

    /** Checked. */
    public static StackSpec fromWire(Wire.StackSpec wire) {
        return guarded(() -> Specs.fromWire(wire));
    }

    private static <M extends MessageLite, T> T decode(Parser<M> parser, byte[] bytes, Function<M, T> value) {
        try {
            var message = parser.parseFrom(bytes);
            return guarded(() -> value.apply(message));
        } catch (InvalidProtocolBufferException e) {
            throw new MalformedException(bytes.length + " bytes: " + e.getMessage(), e);
        }
    }

    /** A constructor's refusal of what was decoded is the fault of the bytes, not of the caller. */
    private static <T> T guarded(Decoding<T> decoding) {
        try {
            return decoding.run();
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            throw new MalformedException(String.valueOf(e.getMessage()), e);
        }
    }

    private interface Decoding<T> {
        T run();
    }
}
