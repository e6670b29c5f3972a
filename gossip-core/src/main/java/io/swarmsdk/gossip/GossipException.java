package io.swarmsdk.gossip;

/** Something this node was asked to do and could not; the message says what and why. Root of this module's errors. */
public class GossipException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With a reason. */
    public GossipException(String message) {
        super(message);
    }

    /** With a reason and its cause. */
    public GossipException(String message, Throwable cause) {
        super(message, cause);
    }
}
