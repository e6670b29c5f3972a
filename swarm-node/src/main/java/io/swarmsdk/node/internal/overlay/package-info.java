/**
 * Puts the tasks of this node on their overlay networks: a port of the tunnel endpoint for each address, a row of a
 * gossip table that tells the other nodes, and their rows as forwarding entries here.
 */
@NullMarked
package io.swarmsdk.node.internal.overlay;

import org.jspecify.annotations.NullMarked;
