package io.swarmsdk.node.internal.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.swarmsdk.model.Meta;
import io.swarmsdk.model.Node;
import io.swarmsdk.model.NodeDescription;
import io.swarmsdk.model.NodeRole;
import io.swarmsdk.model.NodeSpec;
import io.swarmsdk.model.NodeState;
import io.swarmsdk.model.NodeStatus;
import io.swarmsdk.model.Resources;
import io.swarmsdk.model.spi.ReplicatedLog;
import io.swarmsdk.model.store.ChangeSet;
import io.swarmsdk.model.store.StateStore;
import io.swarmsdk.node.api.AgentFrame;
import io.swarmsdk.node.api.DispatcherFrame;
import io.swarmsdk.node.internal.identity.JoinTokens;
import io.swarmsdk.scheduler.AgentMessage;
import io.swarmsdk.scheduler.Dispatcher;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DispatchEndpointTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final NodeDescription HOST =
            new NodeDescription("host-1", "linux", "x86_64", "127.0.0.1", Resources.NONE, Map.of());

    private final StateStore store =
            StateStore.builder().log(ReplicatedLog.local()).build();
    private final Dispatcher dispatcher = Dispatcher.builder().store(store).build();
    private final DispatchEndpoint endpoint = new DispatchEndpoint(
            dispatcher, "swarm", new JoinTokens("works", "manages"), new DispatcherFrames(List.of()));
    private final Peer peer = new Peer();
    private StreamObserver<AgentFrame> session;

    @BeforeEach
    void knowTheNode() {
        store.commit(
                        ChangeSet.builder(Instant.now())
                                .create(new Node(
                                        "n1",
                                        Meta.unsaved(),
                                        NodeSpec.active(),
                                        NodeRole.WORKER,
                                        HOST,
                                        NodeStatus.unknown()))
                                .build(),
                        LIMIT)
                .join();
        session = endpoint.session(peer);
    }

    @AfterEach
    void close() {
        dispatcher.close();
        store.close();
    }

    @Test
    void whoShowsTheRightSecretGetsItsTasks() {
        session.onNext(register("swarm", "works"));

        await().atMost(LIMIT).until(() -> peer.frames.size() >= 2);
        assertThat(peer.frames.get(0).hasOpened()).isTrue();
        assertThat(peer.frames.get(1).hasComplete()).isTrue();
        await().atMost(LIMIT).until(() -> state() == NodeState.READY);
    }

    @Test
    void aWrongSecretIsRefused() {
        session.onNext(register("swarm", "guessed"));

        refused(Status.Code.PERMISSION_DENIED, "token: not one of this swarm");
    }

    @Test
    void anotherSwarmIsRefusedBeforeItsSecretIsLookedAt() {
        session.onNext(register("other", "works"));

        refused(Status.Code.PERMISSION_DENIED, "cluster id: 'other' (expected: 'swarm')");
    }

    @Test
    void whoDoesNotRegisterFirstIsRefused() {
        session.onNext(frame(new AgentMessage.Heartbeat(1)));

        refused(Status.Code.FAILED_PRECONDITION, "session: the first message must register the node");
    }

    @Test
    void aRefusedPeerIsNotHeardAnyMore() {
        session.onNext(register("swarm", "guessed"));
        session.onNext(register("swarm", "works"));
        session.onCompleted();

        refused(Status.Code.PERMISSION_DENIED, "token");
        assertThat(state()).isEqualTo(NodeState.UNKNOWN);
    }

    @Test
    void aMalformedMessageEndsTheSession() {
        session.onNext(register("swarm", "works"));
        session.onNext(AgentFrame.getDefaultInstance());

        assertThat(peer.failures)
                .singleElement()
                .satisfies(failure -> assertThat(Status.fromThrowable(failure))
                        .satisfies(status -> assertThat(status.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT)));
    }

    @Test
    void aGoodbyeMakesTheNodeDown() {
        session.onNext(register("swarm", "works"));
        await().atMost(LIMIT).until(() -> state() == NodeState.READY);
        session.onNext(frame(new AgentMessage.Goodbye("closing")));

        await().atMost(LIMIT).until(() -> state() == NodeState.DOWN);
    }

    private NodeState state() {
        return store.view().node("n1").orElseThrow().status().state();
    }

    private void refused(Status.Code code, String why) {
        assertThat(peer.failures).singleElement().satisfies(failure -> {
            Status status = Status.fromThrowable(failure);
            assertThat(status.getCode()).isEqualTo(code);
            assertThat(status.getDescription()).contains(why);
        });
        assertThat(peer.frames).isEmpty();
    }

    private static AgentFrame register(String swarm, String token) {
        return AgentFrames.encode(new AgentMessage.Register("n1", HOST), swarm, token);
    }

    private static AgentFrame frame(AgentMessage message) {
        return AgentFrames.encode(message, "swarm", "works");
    }

    /** The other side of the stream; takes everything at once. */
    private static final class Peer extends ServerCallStreamObserver<DispatcherFrame> {
        private final List<DispatcherFrame> frames = new CopyOnWriteArrayList<>();
        private final List<Throwable> failures = new CopyOnWriteArrayList<>();

        @Override
        public void onNext(DispatcherFrame frame) {
            frames.add(frame);
        }

        @Override
        public void onError(Throwable failure) {
            failures.add(failure);
        }

        @Override
        public void onCompleted() {
            // Nothing to look at.
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public void setOnReadyHandler(Runnable handler) {}

        @Override
        public void setOnCancelHandler(Runnable handler) {}

        @Override
        public void setCompression(String compression) {}

        @Override
        public void disableAutoInboundFlowControl() {}

        @Override
        public void request(int count) {}

        @Override
        public void setMessageCompression(boolean enable) {}
    }
}
