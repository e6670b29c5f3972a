/**
 * The verbs of a swarm: orchestration, placement, updates and restarts on the managers; dispatcher, agent and executors
 * between managers and workers.
 */
module io.swarmsdk.scheduler {
    requires static org.jspecify;
    requires static io.swarmsdk.sim;
    requires transitive io.swarmsdk.model;
    requires org.slf4j;

    exports io.swarmsdk.scheduler;
    exports io.swarmsdk.scheduler.spi;
    exports io.swarmsdk.scheduler.testkit;
}
