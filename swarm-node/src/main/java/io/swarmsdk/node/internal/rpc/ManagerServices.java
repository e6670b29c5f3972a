package io.swarmsdk.node.internal.rpc;

import io.swarmsdk.model.store.StateStore;
import io.swarmsdk.node.internal.config.ManagerAddress;
import io.swarmsdk.node.internal.control.ControlOperations;
import io.swarmsdk.scheduler.Dispatcher;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;

/** What a started manager offers to the endpoints. */
public final class ManagerServices {
    private final ControlOperations control;
    private final LeaderRouting routing;
    private final Dispatcher dispatcher;

    /** The services of a manager on this store. */
    public ManagerServices(
            StateStore store,
            ControlOperations control,
            Dispatcher dispatcher,
            List<ManagerAddress> managers,
            Channels channels,
            ScheduledExecutorService timer) {
        this.control = control;
        this.dispatcher = dispatcher;
        this.routing = new LeaderRouting(store, managers, channels, timer);
    }

    ControlOperations control() {
        return control;
    }

    LeaderRouting routing() {
        return routing;
    }

    /** The dispatcher that sessions are carried to. */
    public Dispatcher dispatcher() {
        return dispatcher;
    }
}
