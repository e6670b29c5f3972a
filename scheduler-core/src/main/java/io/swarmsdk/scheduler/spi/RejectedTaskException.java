package io.swarmsdk.scheduler.spi;

/** The task can never run on this node as it is; the reason is shown to the operator. */
public final class RejectedTaskException extends Exception {
    private static final long serialVersionUID = 1L;

    /** A reason such as {@code unknown image 'shop/web:1'}. */
    public RejectedTaskException(String reason) {
        super(reason);
    }
}
