/**
 * The scheduler in a virtual world: {@link io.swarmsdk.scheduler.testkit.SchedulerSimulation} drives the orchestration
 * core against a state store with simulated commits, nodes and tasks, all from one seed. Needs {@code swarm-sim} on the
 * class path, and no test framework.
 */
@NullMarked
package io.swarmsdk.scheduler.testkit;

import org.jspecify.annotations.NullMarked;
