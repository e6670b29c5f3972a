package io.swarmsdk.raft;

/**
 * The deadline passed. {@code NOT_APPLIED} when the command had not entered the log, and then it never will;
 * {@code UNKNOWN} when it had. A read that runs out of time has changed nothing.
 */
public final class DeadlineExceededException extends RaftException {
    private static final long serialVersionUID = 1;

    /** {@code what} is for people. */
    public DeadlineExceededException(Outcome outcome, String what) {
        super(outcome, what, null);
    }
}
