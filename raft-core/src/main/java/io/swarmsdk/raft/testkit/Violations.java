package io.swarmsdk.raft.testkit;

import io.swarmsdk.sim.World;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The first objection to each promise; the world asks after every step and ends the run when there is one. */
final class Violations {

    private final Map<Promise, String> found = new EnumMap<>(Promise.class);

    Violations(World world) {
        for (Promise promise : Promise.values()) {
            world.alwaysTrue(promise.text(), () -> Optional.ofNullable(found.get(promise)));
        }
    }

    void report(Promise promise, String detail) {
        found.putIfAbsent(promise, detail);
    }

    void require(boolean holds, Promise promise, String format, Object... arguments) {
        if (!holds) {
            report(promise, String.format(format, arguments));
        }
    }
}
