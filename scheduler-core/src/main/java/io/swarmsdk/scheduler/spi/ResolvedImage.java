package io.swarmsdk.scheduler.spi;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an image is on this node: a program and its defaults.
 *
 * @param entrypoint program and leading arguments; the task's own entrypoint replaces it
 * @param command further arguments; the task's own command replaces them
 * @param env defaults; the task's own variables win
 */
public record ResolvedImage(List<String> entrypoint, List<String> command, Map<String, String> env) {
    /** Copies the collections. */
    public ResolvedImage {
        entrypoint = List.copyOf(entrypoint);
        command = List.copyOf(command);
        SortedMap<String, String> sorted = new TreeMap<>(env);
        env = Collections.unmodifiableSortedMap(sorted);
    }

    /** A program with its arguments and no environment of its own. */
    public static ResolvedImage of(String... entrypoint) {
        return new ResolvedImage(List.of(entrypoint), List.of(), Map.of());
    }
}
