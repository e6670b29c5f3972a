package io.swarmsdk.node.internal.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.swarmsdk.model.store.MalformedException;
import io.swarmsdk.node.SwarmException;
import io.swarmsdk.node.SwarmException.ConflictException;
import io.swarmsdk.node.SwarmException.NodeException;
import io.swarmsdk.node.SwarmException.Outcome;
import io.swarmsdk.node.SwarmException.OutcomeUnknownException;
import io.swarmsdk.node.SwarmException.RefusedException;
import io.swarmsdk.node.SwarmException.UnavailableException;
import java.net.ConnectException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class FailuresTest {

    static Stream<SwarmException> all() {
        return Stream.of(
                new RefusedException("why", null),
                new ConflictException("why", null),
                new UnavailableException("why", null),
                new OutcomeUnknownException("why", null));
    }

    @ParameterizedTest
    @MethodSource("all")
    void arriveAsTheyWereSentWithTheTargetInFront(SwarmException failure) {
        SwarmException arrived = Failures.fromWire(sent(failure), "manager m1");

        assertThat(arrived).isExactlyInstanceOf(failure.getClass()).hasMessage("manager m1: why");
        assertThat(arrived.outcome()).isEqualTo(failure.outcome());
    }

    @ParameterizedTest
    @MethodSource("all")
    void arriveTheSameThroughAManagerThatPassesThemOn(SwarmException failure) {
        SwarmException atFollower = Failures.fromWire(sent(failure), "leader m2");
        SwarmException arrived = Failures.fromWire(sent(atFollower), "manager m1");

        assertThat(arrived).isExactlyInstanceOf(failure.getClass()).hasMessage("manager m1: leader m2: why");
        assertThat(arrived.outcome()).isEqualTo(failure.outcome());
    }

    @Test
    void aFailureOfTheNodeItselfSaysAtLeastThatNothingChanged() {
        SwarmException arrived = Failures.fromWire(sent(new NodeException("why", null)), "manager m1");

        assertThat(arrived.outcome()).isEqualTo(Outcome.NOT_APPLIED);
        assertThat(arrived).isInstanceOf(UnavailableException.class).hasMessage("manager m1: why");
    }

    @Test
    void whatASpecCannotHoldIsARefusal() {
        assertThat(Failures.fromWire(sent(new IllegalArgumentException("replicas: -1")), "m"))
                .isInstanceOf(RefusedException.class)
                .hasMessage("m: replicas: -1");
        assertThat(Failures.fromWire(sent(new MalformedException("no name", null)), "m"))
                .isInstanceOf(RefusedException.class);
    }

    @Test
    void aBugIsOfUnknownOutcome() {
        SwarmException arrived = Failures.fromWire(sent(new IllegalStateException("bug")), "m");

        assertThat(arrived).isInstanceOf(OutcomeUnknownException.class).hasMessage("m: bug");
    }

    @Test
    void aFailureWithoutWordsSaysItsType() {
        assertThat(Failures.fromWire(sent(new NullPointerException()), "m"))
                .hasMessage("m: java.lang.NullPointerException");
    }

    @Test
    void aLongTextIsCutSoThatItFitsAHeader() {
        StatusRuntimeException wire = Failures.toWire(new RefusedException("\u00e9".repeat(100_000), null));

        assertThat(wire.getStatus().getDescription()).hasSize(601).endsWith("…");
        assertThat(Failures.fromWire(wire, "m")).isInstanceOf(RefusedException.class);
    }

    @Test
    void whereNobodyListensNothingHasHappened() {
        var wire = Status.UNAVAILABLE
                .withDescription("io exception")
                .withCause(new RuntimeException(new ConnectException("refused")))
                .asRuntimeException();

        SwarmException arrived = Failures.fromWire(wire, "manager m1");

        assertThat(arrived.outcome()).isEqualTo(Outcome.NOT_APPLIED);
        assertThat(arrived)
                .isInstanceOf(UnavailableException.class)
                .hasMessage("manager m1: io exception (cannot connect; nothing was sent)");
    }

    @Test
    void aConnectionThatBreaksLeavesItOpenWhatHappened() {
        var wire = Status.UNAVAILABLE.withCause(new ClosedChannelException()).asRuntimeException();

        assertThat(Failures.fromWire(wire, "m").outcome()).isEqualTo(Outcome.UNKNOWN);
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.Code.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"OK", "UNIMPLEMENTED"})
    void whatNoServerOfOursSaidIsOfUnknownOutcome(Status.Code code) {
        assertThat(Failures.fromWire(code.toStatus().asRuntimeException(), "m").outcome())
                .isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void whoDoesNotKnowTheCallIsNoManager() {
        assertThat(Failures.fromWire(Status.UNIMPLEMENTED.asRuntimeException(), "node w1"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("(expected: the address of a manager)");
    }

    @Test
    void anOutcomeThatALaterVersionMayInventIsUnknown() {
        var trailers = new Metadata();
        trailers.put(Metadata.Key.of("swarm-outcome", Metadata.ASCII_STRING_MARSHALLER), "half");

        assertThat(Failures.fromWire(Status.UNAVAILABLE.asRuntimeException(trailers), "m")
                        .outcome())
                .isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void wrappersOfFuturesAreTakenOff() {
        var inner = new RefusedException("why", null);

        assertThat(Failures.unwrap(new CompletionException(new ExecutionException(inner))))
                .isSameAs(inner);
        assertThat(Failures.unwrap(new CompletionException("bare", null))).isInstanceOf(CompletionException.class);
        assertThat(Failures.fromWire(new CompletionException(inner), "m")).isSameAs(inner);
    }

    /** What is left of it on the other side: code, description, trailers; no cause. */
    private static StatusRuntimeException sent(Throwable failure) {
        StatusRuntimeException wire = Failures.toWire(failure);
        Metadata trailers = wire.getTrailers();
        assertThat(trailers).isNotNull();
        return Status.fromCode(wire.getStatus().getCode())
                .withDescription(wire.getStatus().getDescription())
                .asRuntimeException(trailers);
    }
}
