package io.swarmsdk.scheduler;

import io.swarmsdk.scheduler.spi.AgentLink;
import io.swarmsdk.scheduler.spi.AgentLinkListener;
import io.swarmsdk.scheduler.spi.DispatcherConnector;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Connects an {@link Agent} to a {@link Dispatcher} of the same JVM, without a network between them. */
public final class LocalConnector implements DispatcherConnector {
    private final Supplier<Optional<Dispatcher>> target;

    private LocalConnector(Supplier<Optional<Dispatcher>> target) {
        this.target = target;
    }

    /** Always to this dispatcher. */
    public static LocalConnector to(Dispatcher dispatcher) {
        return new LocalConnector(() -> Optional.of(dispatcher));
    }

    /** To whichever dispatcher is given at the time of connecting; empty fails the attempt. */
    public static LocalConnector to(Supplier<Optional<Dispatcher>> target) {
        return new LocalConnector(target);
    }

    @Override
    public AgentLink connect(AgentLinkListener listener) throws IOException {
        var dispatcher = target.get().orElseThrow(() -> new IOException("no dispatcher"));
        var link = new Link(listener);
        link.handle = dispatcher.open(link);
        return link;
    }

    /** Both halves of one stream. Either side ends it once. */
    private static final class Link implements AgentLink, SessionOutput {
        private final AgentLinkListener listener;
        private final AtomicBoolean open = new AtomicBoolean(true);
        private volatile SessionHandle handle = NOWHERE;

        Link(AgentLinkListener listener) {
            this.listener = listener;
        }

        @Override
        public boolean send(AgentMessage message) {
            if (open.get()) {
                handle.receive(message);
            }
            return open.get();
        }

        @Override
        public boolean send(DispatcherMessage message) {
            if (open.get()) {
                listener.onMessage(message);
            }
            return open.get();
        }

        @Override
        public void close() {
            if (open.compareAndSet(true, false)) {
                handle.closed();
            }
        }

        @Override
        public void close(String reason) {
            if (open.compareAndSet(true, false)) {
                listener.onClosed(reason);
            }
        }
    }

    private static final SessionHandle NOWHERE = new SessionHandle() {
        @Override
        public void receive(AgentMessage message) {}

        @Override
        public void closed() {}
    };
}
