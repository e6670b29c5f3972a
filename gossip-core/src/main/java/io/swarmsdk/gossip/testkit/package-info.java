/**
 * A cluster in one thread, from a seed: {@link io.swarmsdk.gossip.testkit.GossipSimulation} drives the very cores that
 * production runs, over a network and a clock that the test commands. Needs {@code swarm-sim} on the class path.
 */
@NullMarked
package io.swarmsdk.gossip.testkit;

import org.jspecify.annotations.NullMarked;
