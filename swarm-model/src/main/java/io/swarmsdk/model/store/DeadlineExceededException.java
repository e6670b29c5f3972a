package io.swarmsdk.model.store;

/** No answer within the time given. */
public final class DeadlineExceededException extends StoreException {
    private static final long serialVersionUID = 1L;

    private final Outcome outcome;

    /** With a reason, and whether the change set may still be applied. */
    public DeadlineExceededException(String message, Outcome outcome) {
        super(message, null);
        this.outcome = outcome;
    }

    @Override
    public Outcome outcome() {
        return outcome;
    }
}
