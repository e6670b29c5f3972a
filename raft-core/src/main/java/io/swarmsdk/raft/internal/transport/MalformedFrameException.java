package io.swarmsdk.raft.internal.transport;

/** Bytes from a peer that are no message. The connection that brought them is closed. */
final class MalformedFrameException extends Exception {
    private static final long serialVersionUID = 1;

    MalformedFrameException(String message) {
        super(message, null, false, false);
    }
}
