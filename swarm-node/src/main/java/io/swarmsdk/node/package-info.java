/**
 * The node: consensus, gossip, scheduling and overlay composed into one thing that a JVM service embeds.
 *
 * <p>Enter through {@link io.swarmsdk.node.SwarmNode#builder()} to be a manager, a worker or both, and through
 * {@link io.swarmsdk.node.SwarmClient#builder()} to tell a swarm what to run. This is the only module where the others
 * meet; whatever one of them needs from another is adapted in {@code internal}.
 */
@NullMarked
package io.swarmsdk.node;

import org.jspecify.annotations.NullMarked;
