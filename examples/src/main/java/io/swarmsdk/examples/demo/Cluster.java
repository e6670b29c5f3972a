package io.swarmsdk.examples.demo;

import java.util.List;

/** Three managers and three workers. Belongs to the demo's thread. */
interface Cluster extends AutoCloseable {
    /** Number of managers. */
    int MANAGERS = 3;

    /** Number of workers. */
    int WORKERS = 3;

    /** Starts all nodes and waits until they serve; tells the reporter of each. */
    void form(Reporter reporter) throws Exception;

    /** The nodes that run now. */
    List<DemoNode> nodes();

    /** Ends a node without warning, and what its machine would take with it. */
    void kill(DemoNode node) throws Exception;

    /** Starts a killed node again on its data directory. */
    DemoNode restart(DemoNode node) throws Exception;

    /**
     * Ends all nodes in order.
     *
     * @return what did not end as it should; empty when all did
     */
    List<String> shutDown() throws Exception;

    /** Ends whatever is still there. */
    @Override
    void close();
}
