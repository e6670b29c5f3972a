/** The worker's half of a node: its agent, and the executor of nodes that take no tasks. */
@NullMarked
package io.swarmsdk.node.internal.worker;

import org.jspecify.annotations.NullMarked;
