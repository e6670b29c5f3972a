package io.swarmsdk.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.swarmsdk.node.SwarmException.NodeException;
import io.swarmsdk.node.SwarmException.RefusedException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node says that cannot start, and that it lets go of everything. */
class StartingIT {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @TempDir
    private Path directory;

    private TestSwarm swarm;

    @BeforeEach
    void form() throws Exception {
        swarm = TestSwarm.formed(directory, 1, 0);
    }

    @AfterEach
    void close() {
        swarm.close();
    }

    @Test
    void aWrongTokenIsRefused() {
        SwarmNode worker = swarm.builder("w1").join(address(), "guessed").build();

        failsToStart(worker).isInstanceOf(RefusedException.class).hasMessageContaining("token: not a worker token");
    }

    @Test
    void aWorkersTokenMakesNoManager() {
        SwarmNode manager = swarm.builder("m2").join(address(), token()).build();

        failsToStart(manager).isInstanceOf(RefusedException.class).hasMessageContaining("token: not a manager token");
    }

    @Test
    void oneManagerMoreThanAgreedIsRefused() {
        SwarmNode manager = swarm.builder("m2")
                .join(address(), swarm.node("m1").managerToken().orElseThrow())
                .build();

        failsToStart(manager)
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("the set of 1 managers is complete and fixed");
    }

    @Test
    void aDataDirectoryKeepsItsRole() {
        swarm.stop("m1");
        // As a worker now.
        SwarmNode.Builder worker = swarm.builder("w1").dataDirectory(swarm.directoryOf("m1"));

        assertThatThrownBy(worker::build)
                .isInstanceOf(NodeException.class)
                .hasMessageContaining(swarm.directoryOf("m1") + ": belongs to a manager");
    }

    @Test
    void aDataDirectoryServesOneNodeAtATime() {
        SwarmNode.Builder second = swarm.builder("m1");

        assertThatThrownBy(second::build)
                .isInstanceOf(NodeException.class)
                .hasMessageContaining(swarm.directoryOf("m1") + ": in use by another node");
    }

    @Test
    void aMemberStaysWhereTheOthersKnowIt() {
        InetSocketAddress known = address();
        swarm.stop("m1");
        InetSocketAddress other = new InetSocketAddress(LOOPBACK, known.getPort() == 7000 ? 7010 : 7000);

        assertThatThrownBy(() -> swarm.builder("m1").bind(other).build())
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("bind: 127.0.0.1:" + other.getPort())
                .hasMessageContaining("(expected: 127.0.0.1:" + known.getPort());
    }

    @Test
    void anAddressThatIsTakenIsNamed() throws Exception {
        try (var taken = new ServerSocket(0, 1, LOOPBACK)) {
            SwarmNode.Builder worker = swarm.builder("w1")
                    .bind(new InetSocketAddress(LOOPBACK, taken.getLocalPort()))
                    .join(address(), token());

            assertThatThrownBy(worker::build)
                    .isInstanceOf(NodeException.class)
                    .hasMessageContaining("bind: 127.0.0.1:" + taken.getLocalPort())
                    .hasMessageContaining("(expected: a free address)");
        }
    }

    @Test
    void aNodeThatWasNeverAMemberMayTakeAnotherAddress() throws Exception {
        try (var taken = new ServerSocket(0, 1, LOOPBACK)) {
            SwarmNode.Builder worker = swarm.builder("w1")
                    .bind(new InetSocketAddress(LOOPBACK, taken.getLocalPort()))
                    .join(address(), token());
            assertThatThrownBy(worker::build).isInstanceOf(NodeException.class);
        }
        int free = io.swarmsdk.node.internal.config.Ports.base(new InetSocketAddress(LOOPBACK, 0));

        SwarmNode worker = swarm.start(
                "w1",
                swarm.builder("w1").bind(new InetSocketAddress(LOOPBACK, free)).join(address(), token()));

        assertThat(worker.ready().get(60, TimeUnit.SECONDS).address().getPort()).isEqualTo(free);
    }

    @Test
    void aDeadAddressIsGivenUpWhenTheTimeToJoinIsOver() throws Exception {
        int dead;
        try (var socket = new ServerSocket(0, 1, LOOPBACK)) {
            dead = socket.getLocalPort();
        }
        SwarmNode worker = swarm.builder("w1")
                .join(new InetSocketAddress(LOOPBACK, dead), token())
                .joinTimeout(Duration.ofSeconds(1))
                .build();

        failsToStart(worker)
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("join: not admitted by 127.0.0.1:" + dead + " within PT1S")
                .hasMessageContaining("cannot connect");
    }

    @Test
    void aNewWorkerWithoutAnAddressToJoinByIsToldSo() {
        failsToStart(swarm.builder("w1").build())
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("join: not given");
    }

    @Test
    void aDamagedNodeFileIsNamed() throws Exception {
        swarm.stop("m1");
        Path file = swarm.directoryOf("m1").resolve("node.conf");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);

        assertThatThrownBy(() -> swarm.builder("m1").build())
                .isInstanceOf(NodeException.class)
                .hasMessageContaining(file + ": damaged or foreign")
                .hasMessageContaining("empty data directory");
    }

    @Test
    void aNodeThatIsClosedWhileItWaitsForTheOthersMayBeStartedAgainAtOnce() {
        for (int i = 0; i < 5; i++) {
            SwarmNode waiting = swarm.builder("m9").managers(3).build();
            CompletableFuture<SwarmNode> ready = waiting.ready();
            waiting.close();

            assertThat(ready).isCompletedExceptionally();
            assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .doesNotContain("swarm-node-" + waiting.id() + "-start");
        }
    }

    @Test
    void whoHearsThatANodeCouldNotStartMayStartItAgainAtOnce() throws Exception {
        for (int i = 0; i < 20; i++) {
            SwarmNode guessing = swarm.builder("w1").join(address(), "guessed").build();
            assertThatThrownBy(() -> guessing.ready().get(60, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOf(RefusedException.class);
        }
        SwarmNode worker = swarm.start("w1", swarm.builder("w1").join(address(), token()));

        assertThat(worker.ready().get(60, TimeUnit.SECONDS).id()).isEqualTo(worker.id());
    }

    @Test
    void aRefusalOfAnyLengthArrivesAsARefusal() {
        try (SwarmClient client = swarm.client()) {
            assertThatThrownBy(() -> client.scale("x".repeat(50_000), 1).get(60, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("service xxx");
        }
    }

    @Test
    void aClientOfAWorkerIsToldToAskAManager() throws Exception {
        SwarmNode worker = swarm.start("w1", swarm.builder("w1").join(address(), token()));
        worker.ready().get(60, TimeUnit.SECONDS);

        try (SwarmClient client =
                SwarmClient.builder().manager(worker.address()).build()) {
            assertThatThrownBy(() -> client.state().get(60, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("(expected: the address of a manager)");
            assertThat(client.nodeInfo(worker.address())
                            .get(60, TimeUnit.SECONDS)
                            .role())
                    .isEqualTo("worker");
        }
    }

    private InetSocketAddress address() {
        return swarm.node("m1").address();
    }

    private String token() {
        return swarm.node("m1").workerToken().orElseThrow();
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> failsToStart(SwarmNode node) {
        AbstractThrowableAssert<?, ? extends Throwable> failure =
                assertThatThrownBy(() -> node.ready().get(60, TimeUnit.SECONDS)).cause();
        TestSwarm.noThreadsOf(node.id());
        return failure;
    }
}
