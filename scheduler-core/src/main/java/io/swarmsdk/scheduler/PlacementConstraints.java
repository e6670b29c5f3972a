package io.swarmsdk.scheduler;

import io.swarmsdk.model.Placement;
import io.swarmsdk.scheduler.internal.core.place.Constraints;

/**
 * Whether the scheduler can read what a placement demands. To be asked where a spec is accepted: a constraint that cannot
 * be read has no effect on where tasks go.
 */
public final class PlacementConstraints {
    private PlacementConstraints() {}

    /**
     * Accepts a placement whose constraints are all of the form {@code key == value} or {@code key != value}.
     *
     * @throws IllegalArgumentException with the constraint and what is wrong with it
     */
    public static void check(Placement placement) {
        Constraints.parse(placement.constraints());
    }
}
