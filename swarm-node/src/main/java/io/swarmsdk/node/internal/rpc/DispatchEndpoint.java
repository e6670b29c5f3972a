package io.swarmsdk.node.internal.rpc;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.swarmsdk.model.store.MalformedException;
import io.swarmsdk.node.api.AgentFrame;
import io.swarmsdk.node.api.AgentRegister;
import io.swarmsdk.node.api.DispatchGrpc;
import io.swarmsdk.node.api.DispatcherFrame;
import io.swarmsdk.node.internal.identity.JoinTokens;
import io.swarmsdk.scheduler.Dispatcher;
import io.swarmsdk.scheduler.DispatcherMessage;
import io.swarmsdk.scheduler.SessionHandle;
import io.swarmsdk.scheduler.SessionOutput;
import org.jspecify.annotations.Nullable;

/** Carries the sessions of workers to the dispatcher. The first frame must register, with a token of this swarm. */
public final class DispatchEndpoint extends DispatchGrpc.DispatchImplBase {
    private final Dispatcher dispatcher;
    private final String clusterId;
    private final JoinTokens tokens;
    private final DispatcherFrames frames;

    /** Serves this dispatcher. */
    public DispatchEndpoint(Dispatcher dispatcher, String clusterId, JoinTokens tokens, DispatcherFrames frames) {
        this.dispatcher = dispatcher;
        this.clusterId = clusterId;
        this.tokens = tokens;
        this.frames = frames;
    }

    @Override
    public StreamObserver<AgentFrame> session(StreamObserver<DispatcherFrame> responses) {
        var out = (ServerCallStreamObserver<DispatcherFrame>) responses;
        var session = new Session(out);
        out.setOnReadyHandler(session.sender::drain);
        out.setOnCancelHandler(session::gone);
        return session;
    }

    private final class Session implements StreamObserver<AgentFrame>, SessionOutput {
        private final ServerCallStreamObserver<DispatcherFrame> out;
        private final BoundedSender<DispatcherFrame> sender = new BoundedSender<>();
        private @Nullable SessionHandle handle;
        private boolean ended;

        Session(ServerCallStreamObserver<DispatcherFrame> out) {
            this.out = out;
            sender.attach(out);
            sender.begin();
        }

        @Override
        public void onNext(AgentFrame frame) {
            if (ended) {
                return;
            }
            if (handle == null && !open(frame)) {
                return;
            }
            try {
                if (handle != null) {
                    handle.receive(AgentFrames.decode(frame));
                }
            } catch (IllegalArgumentException | MalformedException malformed) {
                refuse(Status.INVALID_ARGUMENT, malformed.getMessage());
                gone();
            }
        }

        private boolean open(AgentFrame frame) {
            AgentRegister register = frame.getRegister();
            if (!frame.hasRegister()) {
                return refuse(Status.FAILED_PRECONDITION, "session: the first message must register the node");
            }
            if (!register.getClusterId().equals(clusterId)) {
                return refuse(
                        Status.PERMISSION_DENIED,
                        "cluster id: '" + register.getClusterId() + "' (expected: '" + clusterId + "')");
            }
            if (!tokens.admits(register.getToken(), false)) {
                return refuse(Status.PERMISSION_DENIED, "token: not one of this swarm");
            }
            handle = dispatcher.open(this);
            return true;
        }

        private boolean refuse(Status status, @Nullable String why) {
            ended = true;
            sender.gone();
            out.onError(status.withDescription(why).asRuntimeException());
            return false;
        }

        @Override
        public boolean send(DispatcherMessage message) {
            return sender.send(frames.encode(message));
        }

        @Override
        public void close(String reason) {
            sender.close();
        }

        @Override
        public void onError(Throwable failure) {
            gone();
        }

        @Override
        public void onCompleted() {
            gone();
            if (!out.isCancelled() && !ended) {
                sender.close();
            }
        }

        private void gone() {
            SessionHandle present = handle;
            if (present != null) {
                present.closed();
            }
        }
    }
}
