package io.swarmsdk.model.spi;

import java.util.Optional;

/**
 * Who leads, as far as this replica knows.
 *
 * @param leader name of the leader; empty while none is known
 * @param term of the leader, or the latest term seen while none is known
 * @param self whether this replica is the leader
 */
public record Leadership(Optional<String> leader, long term, boolean self) {
    /** Nobody is known to lead. */
    public static Leadership none(long term) {
        return new Leadership(Optional.empty(), term, false);
    }
}
