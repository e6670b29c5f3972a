package io.swarmsdk.node.internal.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import io.swarmsdk.model.NodeDescription;
import io.swarmsdk.model.PortProtocol;
import io.swarmsdk.model.PortStatus;
import io.swarmsdk.model.Resources;
import io.swarmsdk.model.TaskState;
import io.swarmsdk.model.TaskStatus;
import io.swarmsdk.model.store.MalformedException;
import io.swarmsdk.node.api.AgentFrame;
import io.swarmsdk.node.api.AgentReport;
import io.swarmsdk.scheduler.AgentMessage;
import io.swarmsdk.scheduler.TaskReport;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class AgentFramesTest {
    private static final NodeDescription NODE = new NodeDescription(
            "host-1", "linux", "x86_64", "10.0.0.7", new Resources(4_000_000_000L, 8L << 30), Map.of("ssd", "yes"));
    private static final Instant AT = Instant.parse("2026-01-01T12:00:00.123456789Z");

    static Stream<AgentMessage> all() {
        var failed = new TaskStatus(
                TaskState.FAILED,
                AT,
                "ended",
                Optional.of("exit 3"),
                OptionalInt.of(3),
                OptionalLong.of(4711),
                List.of(new PortStatus(PortProtocol.TCP, 80, "127.0.0.1", 32768)));
        return Stream.of(
                new AgentMessage.Register("n1", NODE),
                new AgentMessage.Heartbeat(0),
                new AgentMessage.Heartbeat(Long.MAX_VALUE),
                new AgentMessage.Report(List.of()),
                new AgentMessage.Report(List.of(
                        new TaskReport("t1", TaskStatus.of(TaskState.RUNNING, AT, "up")),
                        new TaskReport("t2", failed))),
                new AgentMessage.Describe(NODE),
                new AgentMessage.Goodbye("closing"));
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyMessageArrivesAsItWasSent(AgentMessage message) throws InvalidProtocolBufferException {
        byte[] bytes = AgentFrames.encode(message, "swarm", "secret").toByteArray();

        assertThat(AgentFrames.decode(AgentFrame.parseFrom(bytes))).isEqualTo(message);
    }

    @Test
    void everyKindOfMessageIsAmongThem() {
        assertThat(all().<Class<?>>map(AgentMessage::getClass).distinct())
                .containsExactlyInAnyOrder(AgentMessage.class.getPermittedSubclasses());
    }

    @Test
    void onlyTheFirstMessageShowsSwarmAndSecret() {
        AgentFrame frame = AgentFrames.encode(new AgentMessage.Register("n1", NODE), "swarm", "secret");
        assertThat(frame.getRegister().getClusterId()).isEqualTo("swarm");
        assertThat(frame.getRegister().getToken()).isEqualTo("secret");

        assertThat(AgentFrames.encode(new AgentMessage.Describe(NODE), "swarm", "secret")
                        .toString())
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @EnumSource(TaskState.class)
    void everyStateCanBeReported(TaskState state) {
        var report = new AgentMessage.Report(List.of(new TaskReport("t1", TaskStatus.of(state, AT, ""))));

        assertThat(AgentFrames.decode(AgentFrames.encode(report, "", ""))).isEqualTo(report);
    }

    static Stream<AgentFrame> malformed() {
        return Stream.of(
                AgentFrame.getDefaultInstance(),
                AgentFrame.newBuilder()
                        .setReport(AgentReport.newBuilder()
                                .addTasks(io.swarmsdk.node.api.TaskReport.newBuilder()
                                        .setTaskId("t1")))
                        .build());
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void aFrameThatLacksWhatItMustHoldIsRefused(AgentFrame frame) {
        assertThatThrownBy(() -> AgentFrames.decode(frame))
                .isInstanceOfAny(IllegalArgumentException.class, MalformedException.class);
    }

    @Test
    void aFrameOfALaterVersionIsRefusedByName() throws InvalidProtocolBufferException {
        // Field 99, a message of no bytes: a kind that this version does not know.
        AgentFrame later = AgentFrame.parseFrom(new byte[] {(byte) 0x9a, 0x06, 0});

        assertThatThrownBy(() -> AgentFrames.decode(later))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("KIND_NOT_SET (expected: a known kind)");
    }
}
