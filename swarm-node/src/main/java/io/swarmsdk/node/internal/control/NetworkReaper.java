package io.swarmsdk.node.internal.control;

import io.swarmsdk.model.Network;
import io.swarmsdk.model.ObjectKind;
import io.swarmsdk.model.ServiceSpec;
import io.swarmsdk.model.store.ChangeSet;
import io.swarmsdk.model.store.Conflict;
import io.swarmsdk.model.store.ConflictException;
import io.swarmsdk.model.store.LeadershipListener;
import io.swarmsdk.model.store.StateStore;
import io.swarmsdk.model.store.StoreEvent;
import io.swarmsdk.model.store.StoreView;
import io.swarmsdk.model.store.Watch;
import io.swarmsdk.model.store.Watcher;
import io.swarmsdk.node.internal.rpc.Failures;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes the networks of a removed stack once nothing refers to them: the task reaper has the last word on when that
 * is, so each deleted task is a reason to look again. Works while this replica leads. Guarded by its own monitor.
 */
public final class NetworkReaper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NetworkReaper.class);
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final String self;
    private final StateStore store;
    private final Clock clock;
    private final LeadershipListener listener = new Leading();
    private final Set<String> inFlight = new TreeSet<>();
    private @Nullable Watch watch;
    private long term;
    private boolean leading;
    private boolean closed;

    /** A reaper on this store; {@code self} names the node in logs. */
    public NetworkReaper(String self, StateStore store, Clock clock) {
        this.self = self;
        this.store = store;
        this.clock = clock;
        store.addLeadershipListener(listener);
    }

    /** Networks whose stack is gone and that no service uses; tasks may still refer to them. Pure. */
    static List<Network> orphans(StoreView view) {
        var orphans = new ArrayList<Network>();
        for (Network network : view.networks()) {
            String stack = network.spec().labels().get(ServiceSpec.STACK_LABEL);
            if (stack != null
                    && view.stackByName(stack).isEmpty()
                    && view.servicesUsingNetwork(network.spec().name()).isEmpty()) {
                orphans.add(network);
            }
        }
        return orphans;
    }

    private synchronized void look() {
        if (!leading || closed) {
            return;
        }
        for (Network network : orphans(store.view())) {
            if (inFlight.add(network.id())) {
                ChangeSet changes = ChangeSet.builder(clock.instant())
                        .delete(ObjectKind.NETWORK, network.id(), network.meta().version())
                        .inTerm(term)
                        .build();
                store.commit(changes, DEADLINE).whenComplete((done, failure) -> answered(network, failure));
            }
        }
    }

    private synchronized void answered(Network network, @Nullable Throwable failure) {
        inFlight.remove(network.id());
        if (failure == null) {
            LOG.info(
                    "[{}] network {} removed with its stack",
                    self,
                    network.spec().name());
        } else if (Failures.unwrap(failure) instanceof ConflictException conflict) {
            // Most often "still in use": the event that frees it brings us back. No event tells of a changed version.
            if (conflict.conflict().precondition() == Conflict.Precondition.VERSION) {
                look();
            }
        } else {
            LOG.debug(
                    "[{}] network {} not removed yet: {}",
                    self,
                    network.spec().name(),
                    Failures.unwrap(failure).getMessage());
        }
    }

    private synchronized void begin(long newTerm) {
        if (closed) {
            return;
        }
        leading = true;
        term = newTerm;
        follow();
    }

    private synchronized void end() {
        leading = false;
        unfollow();
    }

    private void follow() {
        unfollow();
        watch = store.watch(store.view().revision(), NetworkReaper::matters, new Events());
        look();
    }

    private void unfollow() {
        if (watch != null) {
            watch.close();
            watch = null;
        }
    }

    private static boolean matters(StoreEvent event) {
        return event.after().isEmpty() && event.kind() != ObjectKind.NODE && event.kind() != ObjectKind.NETWORK;
    }

    @Override
    public synchronized void close() {
        closed = true;
        store.removeLeadershipListener(listener);
        unfollow();
    }

    private final class Leading implements LeadershipListener {
        @Override
        public void caughtUp(long newTerm) {
            begin(newTerm);
        }

        @Override
        public void lost(long oldTerm) {
            end();
        }
    }

    private final class Events implements Watcher {
        @Override
        public void onEvents(List<StoreEvent> events) {
            look();
        }

        @Override
        public void onResyncNeeded() {
            synchronized (NetworkReaper.this) {
                if (leading && !closed) {
                    follow();
                }
            }
        }
    }
}
