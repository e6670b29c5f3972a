/**
 * A Raft group in one thread, at virtual time, from one seed.
 *
 * <p>Enter through {@link io.swarmsdk.raft.testkit.RaftSimulation}: the very core that runs in production, with a
 * simulated disk, network and clock around it, your own state machine on top, faults on demand, and the promises of
 * Raft checked after every step. A failure prints the seed that replays it. Needs {@code swarm-sim} and no test
 * framework.
 *
 * <p>A {@code SimulatedNode} is an identity and a disk; an {@code Incarnation} is one run of it between a start and a
 * crash; {@code SafetyChecks} watches all of them and knows what must never happen.
 */
@NullMarked
package io.swarmsdk.raft.testkit;

import org.jspecify.annotations.NullMarked;
