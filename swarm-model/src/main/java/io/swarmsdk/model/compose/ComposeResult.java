package io.swarmsdk.model.compose;

import io.swarmsdk.model.StackSpec;
import java.util.List;

/**
 * A stack file that was understood.
 *
 * @param stack what it says
 * @param warnings what in it has no effect, in the order found; one line each, fit for a person
 */
public record ComposeResult(StackSpec stack, List<String> warnings) {
    /** Copies the list. */
    public ComposeResult {
        warnings = List.copyOf(warnings);
    }
}
