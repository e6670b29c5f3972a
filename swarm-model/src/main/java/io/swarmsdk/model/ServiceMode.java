package io.swarmsdk.model;

/** How many tasks a service has. */
public sealed interface ServiceMode {
    /**
     * So many, wherever they fit.
     *
     * @param replicas number of tasks, 0 or more
     */
    record Replicated(int replicas) implements ServiceMode {
        /** Rejects a negative number. */
        public Replicated {
            Checks.that(replicas >= 0, "replicas: %s (expected: >= 0)", replicas);
        }
    }

    /** One on every node that fits. */
    record Global() implements ServiceMode {}
}
