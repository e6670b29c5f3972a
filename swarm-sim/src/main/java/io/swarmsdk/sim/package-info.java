/**
 * A virtual world for protocol cores: one thread, one seed, every failure repeatable.
 *
 * <p>Enter through {@link io.swarmsdk.sim.World#seeded}. The world owns the clock, the event queue, the trace and the
 * invariants; {@link io.swarmsdk.sim.SimNetwork} and {@link io.swarmsdk.sim.SimDisk} put their messages and
 * completions on its queue and draw every fault from its {@link io.swarmsdk.sim.SimRandom};
 * {@link io.swarmsdk.sim.SimClock} is time as one node sees it. What clients saw goes into a
 * {@link io.swarmsdk.sim.History}, which {@link io.swarmsdk.sim.Linearizability} judges.
 *
 * <p>All of it is confined to the thread that drives the world. Nothing here reads a real clock, starts a thread, opens
 * a file or depends on any other module, on a test framework, or on the order of a hash table: the same seed and the
 * same program give the same {@link io.swarmsdk.sim.World#traceHash trace hash} on every machine.
 */
@NullMarked
package io.swarmsdk.sim;

import org.jspecify.annotations.NullMarked;
