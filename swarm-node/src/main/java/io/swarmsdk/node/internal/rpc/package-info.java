/**
 * gRPC in both directions: endpoints that managers and workers serve, the connector that agents use, and the mapping
 * between generated messages and the types of the other modules. Nothing here decides anything about the swarm.
 */
@NullMarked
package io.swarmsdk.node.internal.rpc;

import org.jspecify.annotations.NullMarked;
