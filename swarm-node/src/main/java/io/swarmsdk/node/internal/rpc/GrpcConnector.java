package io.swarmsdk.node.internal.rpc;

import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.swarmsdk.model.store.MalformedException;
import io.swarmsdk.node.api.AgentFrame;
import io.swarmsdk.node.api.DispatchGrpc;
import io.swarmsdk.node.api.DispatcherFrame;
import io.swarmsdk.node.internal.config.HostPort;
import io.swarmsdk.scheduler.AgentMessage;
import io.swarmsdk.scheduler.spi.AgentLink;
import io.swarmsdk.scheduler.spi.AgentLinkListener;
import io.swarmsdk.scheduler.spi.DispatcherConnector;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * An agent's way to the leader: tries the manager that was named as leader last, else the managers in turn. Guarded by
 * its own monitor.
 */
public final class GrpcConnector implements DispatcherConnector {
    private final String clusterId;
    private final String token;
    private final List<InetSocketAddress> managers;
    private final Channels channels;
    private int turn;
    private @Nullable InetSocketAddress preferred;

    /** A connector to these managers, showing this token. */
    public GrpcConnector(String clusterId, String token, List<InetSocketAddress> managers, Channels channels) {
        this.clusterId = clusterId;
        this.token = token;
        this.managers = List.copyOf(managers);
        this.channels = channels;
    }

    @Override
    public AgentLink connect(AgentLinkListener listener) {
        InetSocketAddress target = next();
        var link = new Link(target, listener);
        DispatchGrpc.newStub(channels.to(target)).session(link);
        link.sender.begin();
        return link;
    }

    private synchronized InetSocketAddress next() {
        InetSocketAddress hinted = preferred;
        if (hinted != null) {
            preferred = null; // one try; a session that opens names it again
            return hinted;
        }
        turn = (turn + 1) % managers.size();
        return managers.get(turn);
    }

    private synchronized void prefer(InetSocketAddress address) {
        preferred = address;
    }

    private final class Link implements AgentLink, ClientResponseObserver<AgentFrame, DispatcherFrame> {
        private final InetSocketAddress target;
        private final AgentLinkListener listener;
        private final BoundedSender<AgentFrame> sender = new BoundedSender<>();
        private final AtomicBoolean told = new AtomicBoolean();

        Link(InetSocketAddress target, AgentLinkListener listener) {
            this.target = target;
            this.listener = listener;
        }

        @Override
        public void beforeStart(ClientCallStreamObserver<AgentFrame> requests) {
            requests.setOnReadyHandler(sender::drain);
            sender.attach(requests);
        }

        @Override
        public boolean send(AgentMessage message) {
            return sender.send(AgentFrames.encode(message, clusterId, token));
        }

        @Override
        public void close() {
            sender.close();
        }

        @Override
        public void onNext(DispatcherFrame frame) {
            if (frame.hasRefused() && !frame.getRefused().getLeaderAddress().isEmpty()) {
                prefer(HostPort.parse("leader", frame.getRefused().getLeaderAddress()));
            } else if (frame.hasOpened()) {
                prefer(target);
            }
            try {
                listener.onMessage(DispatcherFrames.decode(frame));
            } catch (IllegalArgumentException | MalformedException malformed) {
                sender.close();
                ended("malformed message of " + HostPort.format(target) + ": " + malformed.getMessage());
            }
        }

        @Override
        public void onError(Throwable failure) {
            ended(Failures.fromWire(failure, "manager " + HostPort.format(target))
                    .getMessage());
        }

        @Override
        public void onCompleted() {
            ended("manager " + HostPort.format(target) + " ended the session");
        }

        private void ended(@Nullable String reason) {
            sender.gone();
            if (told.compareAndSet(false, true)) {
                listener.onClosed(Optional.ofNullable(reason).orElse("closed"));
            }
        }
    }
}
