/** The life of a node: starts its parts in the right order, joins, and ends them in the other. */
@NullMarked
package io.swarmsdk.node.internal.shell;

import org.jspecify.annotations.NullMarked;
