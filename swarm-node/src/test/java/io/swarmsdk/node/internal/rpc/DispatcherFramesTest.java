package io.swarmsdk.node.internal.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import io.swarmsdk.model.ContainerSpec;
import io.swarmsdk.model.Meta;
import io.swarmsdk.model.NetworkAttachment;
import io.swarmsdk.model.PortProtocol;
import io.swarmsdk.model.PortSpec;
import io.swarmsdk.model.PublishMode;
import io.swarmsdk.model.Task;
import io.swarmsdk.model.TaskSpec;
import io.swarmsdk.model.TaskState;
import io.swarmsdk.model.TaskStatus;
import io.swarmsdk.model.store.MalformedException;
import io.swarmsdk.node.api.AcknowledgedTask;
import io.swarmsdk.node.api.CompleteAssignments;
import io.swarmsdk.node.api.DispatcherFrame;
import io.swarmsdk.node.api.ReportAck;
import io.swarmsdk.node.internal.config.HostPort;
import io.swarmsdk.node.internal.config.ManagerAddress;
import io.swarmsdk.scheduler.DispatcherMessage;
import io.swarmsdk.scheduler.DispatcherMessage.ReportAck.Acknowledged;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DispatcherFramesTest {
    private static final DispatcherFrames FRAMES = new DispatcherFrames(List.of(new ManagerAddress(
            "m1",
            HostPort.parse("api", "127.0.0.1:7000"),
            HostPort.parse("raft", "127.0.0.1:7001"),
            HostPort.parse("gossip", "127.0.0.1:7000"))));
    private static final Task TASK = new Task(
            "t1",
            new Meta(3, Instant.EPOCH, Instant.EPOCH.plusSeconds(1)),
            "s1",
            "web",
            2,
            Optional.of("n1"),
            TaskSpec.of(ContainerSpec.of("image:1")),
            5,
            List.of(new PortSpec(PortProtocol.TCP, 80, 8080, PublishMode.HOST)),
            TaskState.RUNNING,
            TaskStatus.of(TaskState.ASSIGNED, Instant.EPOCH, "here"),
            List.of(new NetworkAttachment("net", 4097, "10.0.1.2", 24)));

    static Stream<DispatcherMessage> all() {
        return Stream.of(
                new DispatcherMessage.SessionOpened("session", Duration.ofMillis(1500)),
                new DispatcherMessage.Complete(List.of(), 1),
                new DispatcherMessage.Complete(List.of(TASK), 1),
                new DispatcherMessage.Increment(List.of(TASK), List.of("t2", "t3"), 1, 2),
                new DispatcherMessage.Increment(List.of(), List.of(), 0, Long.MAX_VALUE),
                new DispatcherMessage.HeartbeatAck(Duration.ofNanos(1)),
                new DispatcherMessage.ReportAck(List.of()),
                new DispatcherMessage.ReportAck(Stream.of(TaskState.values())
                        .map(state -> new Acknowledged("t-" + state, state))
                        .toList()),
                new DispatcherMessage.Refused("not the leader", Optional.empty()));
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyMessageArrivesAsItWasSent(DispatcherMessage message) throws InvalidProtocolBufferException {
        byte[] bytes = FRAMES.encode(message).toByteArray();

        assertThat(DispatcherFrames.decode(DispatcherFrame.parseFrom(bytes))).isEqualTo(message);
    }

    @Test
    void everyKindOfMessageIsAmongThem() {
        assertThat(all().<Class<?>>map(DispatcherMessage::getClass).distinct())
                .containsExactlyInAnyOrder(DispatcherMessage.class.getPermittedSubclasses());
    }

    @Test
    void theLeadersIdBecomesTheAddressToGoTo() {
        var refused = new DispatcherMessage.Refused("not the leader", Optional.of("m1"));

        assertThat(DispatcherFrames.decode(FRAMES.encode(refused)))
                .isEqualTo(new DispatcherMessage.Refused("not the leader", Optional.of("127.0.0.1:7000")));
    }

    @Test
    void aLeaderNobodyKnowsIsNoHint() {
        var refused = new DispatcherMessage.Refused("not the leader", Optional.of("stranger"));

        assertThat(DispatcherFrames.decode(FRAMES.encode(refused)))
                .isEqualTo(new DispatcherMessage.Refused("not the leader", Optional.empty()));
    }

    static Stream<DispatcherFrame> malformed() {
        return Stream.of(
                DispatcherFrame.getDefaultInstance(),
                DispatcherFrame.newBuilder()
                        .setComplete(CompleteAssignments.newBuilder()
                                .addTasks(io.swarmsdk.model.internal.wire.Wire.Task.getDefaultInstance()))
                        .build(),
                acknowledging(0),
                acknowledging(99),
                acknowledging(-1));
    }

    private static DispatcherFrame acknowledging(int state) {
        return DispatcherFrame.newBuilder()
                .setReportAck(ReportAck.newBuilder()
                        .addTasks(AcknowledgedTask.newBuilder().setTaskId("t1").setStateValue(state)))
                .build();
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void aFrameThatLacksWhatItMustHoldIsRefused(DispatcherFrame frame) {
        assertThatThrownBy(() -> DispatcherFrames.decode(frame))
                .isInstanceOfAny(IllegalArgumentException.class, MalformedException.class);
    }

    @Test
    void aFrameOfALaterVersionIsRefusedByName() throws InvalidProtocolBufferException {
        // Field 99, a message of no bytes: a kind that this version does not know.
        DispatcherFrame later = DispatcherFrame.parseFrom(new byte[] {(byte) 0x9a, 0x06, 0});

        assertThatThrownBy(() -> DispatcherFrames.decode(later))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("KIND_NOT_SET (expected: a known kind)");
    }
}
