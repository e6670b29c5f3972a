package io.swarmsdk.raft;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** This node does not lead. Ask the node in {@link #leaderHint()}, or wait for an election to end. */
public final class NotLeaderException extends RaftException {
    private static final long serialVersionUID = 1;

    private final @Nullable String leaderHint;

    /** Not applied: the command never entered the log. */
    public NotLeaderException(Optional<String> leaderHint) {
        super(
                Outcome.NOT_APPLIED,
                leaderHint.map(id -> "not the leader; ask " + id).orElse("not the leader, and none is known"),
                null);
        this.leaderHint = leaderHint.orElse(null);
    }

    /** The id of the node that led when this was answered; empty when none was known. */
    public Optional<String> leaderHint() {
        return Optional.ofNullable(leaderHint);
    }
}
