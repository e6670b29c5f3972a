/**
 * The manager's half of a node: Raft under the store, the control loops and the dispatcher above it. {@code Manager}
 * composes and closes them; {@code Rendezvous} gathers the fixed set of managers before any of that can begin.
 */
@NullMarked
package io.swarmsdk.node.internal.manager;

import org.jspecify.annotations.NullMarked;
