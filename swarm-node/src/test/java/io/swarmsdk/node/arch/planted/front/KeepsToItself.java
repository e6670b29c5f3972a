package io.swarmsdk.node.arch.planted.front;

import io.swarmsdk.node.arch.planted.internal.wire.Hidden;

/** Uses hidden types where callers do not see it: allowed. */
public final class KeepsToItself {
    private final Hidden field = new Hidden();

    KeepsToItself(Hidden parameter) {}

    Hidden packagePrivate() {
        return field;
    }

    /** Nobody outside can name this. */
    static final class Inside {
        public Hidden seen() {
            return new Hidden();
        }
    }
}
