package io.swarmsdk.scheduler.internal.shell.agent;

import io.swarmsdk.scheduler.AgentMessage;
import io.swarmsdk.scheduler.DispatcherMessage;
import io.swarmsdk.scheduler.internal.core.agent.AgentCore;
import io.swarmsdk.scheduler.spi.AgentLink;
import io.swarmsdk.scheduler.spi.AgentLinkListener;
import io.swarmsdk.scheduler.spi.DispatcherConnector;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The present link of an agent, by attempt: what belongs to an older attempt is closed and ignored. Thread-safe. */
final class AgentLinks {
    private static final Logger LOG = LoggerFactory.getLogger(AgentLinks.class);
    /** Messages that may wait for the agent; more close the link, and the next session brings everything anew. */
    private static final int MAX_WAITING = 1024;

    private final DispatcherConnector connector;
    private final Executor pool;
    private final Consumer<Consumer<AgentCore>> core;

    private long wanted; // guarded by this; 0 when no link is wanted
    private @Nullable AgentLink link; // guarded by this; of the wanted attempt

    AgentLinks(DispatcherConnector connector, Executor pool, Consumer<Consumer<AgentCore>> core) {
        this.connector = connector;
        this.pool = pool;
        this.core = core;
    }

    void connect(long attempt) {
        synchronized (this) {
            wanted = attempt;
        }
        pool.execute(() -> {
            try {
                var opened = connector.connect(new Listener(attempt));
                if (take(attempt, opened)) {
                    core.accept(agent -> agent.linkOpened(attempt));
                } else {
                    opened.close();
                }
            } catch (Exception | LinkageError failed) {
                LOG.debug("no link: {}", failed.toString());
                core.accept(agent -> agent.linkClosed(attempt, "no link: " + failed.getMessage()));
            }
        });
    }

    void send(long attempt, AgentMessage message) {
        var present = present(attempt);
        if (present != null && !trySend(present, message)) {
            close(attempt);
            core.accept(agent -> agent.linkClosed(attempt, "the link takes no more"));
        }
    }

    void close(long attempt) {
        AgentLink closing = null;
        synchronized (this) {
            if (wanted == attempt) {
                closing = link;
                link = null;
                wanted = 0;
            }
        }
        if (closing != null) {
            closing.close();
        }
    }

    void closeAll() {
        long last;
        synchronized (this) {
            last = wanted;
        }
        close(last);
    }

    private synchronized boolean take(long attempt, AgentLink opened) {
        if (wanted != attempt) {
            return false;
        }
        link = opened;
        return true;
    }

    private synchronized @Nullable AgentLink present(long attempt) {
        return wanted == attempt ? link : null;
    }

    private static boolean trySend(AgentLink link, AgentMessage message) {
        try {
            return link.send(message);
        } catch (RuntimeException broken) {
            LOG.warn("a link failed to send", broken);
            return false;
        }
    }

    private final class Listener implements AgentLinkListener {
        private final long attempt;
        private final AtomicInteger waiting = new AtomicInteger();

        Listener(long attempt) {
            this.attempt = attempt;
        }

        @Override
        public void onMessage(DispatcherMessage message) {
            if (waiting.incrementAndGet() > MAX_WAITING) {
                onClosed("too many messages");
                return;
            }
            core.accept(agent -> {
                waiting.decrementAndGet();
                agent.received(attempt, message);
            });
        }

        @Override
        public void onClosed(String reason) {
            close(attempt);
            core.accept(agent -> agent.linkClosed(attempt, reason));
        }
    }
}
