package io.swarmsdk.raft;

/** Too much is pending already; nothing was done. Try again later, and less of it. */
public final class OverloadedException extends RaftException {
    private static final long serialVersionUID = 1;

    /** Not applied. {@code what} names the limit that was reached. */
    public OverloadedException(String what) {
        super(Outcome.NOT_APPLIED, what, null);
    }
}
