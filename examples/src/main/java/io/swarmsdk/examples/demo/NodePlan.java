package io.swarmsdk.examples.demo;

import io.swarmsdk.model.Resources;
import java.util.Map;

/** What the demo's nodes differ in. Each has a loopback address of its own, so that host-mode ports do not collide. */
final class NodePlan {
    /** What each worker offers; small, so that reservations mean something. */
    static final Resources RESOURCES = new Resources(2_000_000_000L, 1L << 30);

    private NodePlan() {}

    static String host(String name) {
        int number = name.charAt(1) - '0';
        return "127.0.1." + (name.startsWith("m") ? 10 + number : 20 + number);
    }

    static Map<String, String> labels(String name) {
        return name.startsWith("w") ? Map.of("zone", name.equals("w1") ? "a" : "b") : Map.of();
    }
}
