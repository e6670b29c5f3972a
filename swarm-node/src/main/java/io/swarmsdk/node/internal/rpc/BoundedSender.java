package io.swarmsdk.node.internal.rpc;

import io.grpc.stub.CallStreamObserver;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The sending half of a stream behind a bounded queue, because gRPC's own one is neither bounded nor thread-safe. A full
 * queue refuses; nobody ever waits. Guarded by its own monitor.
 */
final class BoundedSender<T> {
    private static final int CAPACITY = 1024;

    private final ArrayDeque<T> waiting = new ArrayDeque<>();
    private @Nullable CallStreamObserver<T> out;
    private boolean begun;
    private boolean closing;
    private boolean closed;

    /**
     * Names the stream to send by. Its ready handler must call {@link #drain}: a client's stream has not begun yet when
     * it is named, and may not even be asked whether it is ready.
     */
    synchronized void attach(CallStreamObserver<T> stream) {
        out = stream;
    }

    /** The stream has begun. */
    synchronized void begin() {
        begun = true;
        drain();
    }

    /** Queues a message; false when the queue is full or the stream is gone. */
    synchronized boolean send(T message) {
        if (closing || closed || waiting.size() >= CAPACITY) {
            return false;
        }
        waiting.add(message);
        drain();
        return true;
    }

    /** Sends as much as the transport takes now. */
    synchronized void drain() {
        CallStreamObserver<T> stream = out;
        if (stream == null || !begun || closed) {
            return;
        }
        while (!waiting.isEmpty() && stream.isReady()) {
            stream.onNext(waiting.remove());
        }
        if (closing && waiting.isEmpty()) {
            closed = true;
            stream.onCompleted();
        }
    }

    /** Ends the stream after what is queued. */
    synchronized void close() {
        closing = true;
        drain();
    }

    /** The stream is gone: whatever waits is lost. */
    synchronized void gone() {
        closed = true;
        waiting.clear();
    }
}
