/**
 * The seeded virtual world in which every protocol core of the Swarm SDK is proven: clock, network, disk and chance from
 * one seed, and a check of recorded histories for linearizability. Depends on nothing.
 */
module io.swarmsdk.sim {
    requires static org.jspecify;

    exports io.swarmsdk.sim;
}
