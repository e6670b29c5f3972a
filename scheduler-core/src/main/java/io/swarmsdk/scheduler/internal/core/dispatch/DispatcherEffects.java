package io.swarmsdk.scheduler.internal.core.dispatch;

import io.swarmsdk.model.NodeStatus;
import io.swarmsdk.model.store.ChangeSet;
import io.swarmsdk.scheduler.DispatcherMessage;

/** Where the dispatcher's core puts its effects. Called within a call on the core; must not call back into it. */
public interface DispatcherEffects {
    /** Sends now. When the stream is full or gone the core is told {@link DispatcherCore#closed} later. */
    void send(long connection, DispatcherMessage message);

    /** Ends a stream after what was sent. The core forgets the connection with this call. */
    void close(long connection, String reason);

    /** Proposes; answered once by {@link DispatcherCore#committed} or {@link DispatcherCore#commitFailed}. */
    void commit(long token, ChangeSet changes);

    /** For the log: what an operator would ask about. */
    void nodeChanged(String nodeId, NodeStatus status);
}
