package io.swarmsdk.scheduler.internal.core.place;

import io.swarmsdk.model.Node;
import io.swarmsdk.model.Placement;
import java.util.ArrayList;
import java.util.List;

/**
 * All constraints of a placement; a node must meet every one. A list with one that cannot be read demands nothing: such
 * a spec is to be refused where it is accepted, with {@link #parse}.
 *
 * @param all the parsed constraints
 */
public record Constraints(List<Constraint> all) {
    private static final Constraints NONE = new Constraints(List.of());

    /** The constraints of a placement. */
    public static Constraints of(Placement placement) {
        try {
            return parse(placement.constraints());
        } catch (IllegalArgumentException unreadable) {
            return NONE;
        }
    }

    /**
     * Reads a list of expressions.
     *
     * @throws IllegalArgumentException with the expression and what is wrong with it
     */
    public static Constraints parse(List<String> expressions) {
        var all = new ArrayList<Constraint>(expressions.size());
        expressions.forEach(expression -> all.add(Constraint.parse(expression)));
        return new Constraints(all);
    }

    /** Whether the node meets all of them. */
    public boolean matches(Node node) {
        for (Constraint constraint : all) {
            if (!constraint.matches(node)) {
                return false;
            }
        }
        return true;
    }
}
