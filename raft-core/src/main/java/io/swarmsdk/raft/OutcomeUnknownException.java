package io.swarmsdk.raft;

/** Leadership ended before the entry was known to be committed: the next leader may keep it or drop it. */
public final class OutcomeUnknownException extends RaftException {
    private static final long serialVersionUID = 1;

    /** Unknown; {@code why} is for people. */
    public OutcomeUnknownException(String why) {
        super(Outcome.UNKNOWN, why, null);
    }
}
