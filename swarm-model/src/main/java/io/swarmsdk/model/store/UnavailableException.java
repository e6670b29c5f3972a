package io.swarmsdk.model.store;

import java.util.Optional;

/** The log took nothing: this replica does not lead, is overloaded or is closed. Try again, at the leader if named. */
public final class UnavailableException extends StoreException {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial")
    private final Optional<String> leader;

    /** With a reason and nothing known of a leader. */
    public UnavailableException(String message) {
        this(message, Optional.empty());
    }

    /** With a reason and the leader to ask, when known. */
    public UnavailableException(String message, Optional<String> leader) {
        super(message, null);
        this.leader = leader;
    }

    /** Who leads, when known. */
    public Optional<String> leader() {
        return leader;
    }

    @Override
    public Outcome outcome() {
        return Outcome.NOT_APPLIED;
    }
}
