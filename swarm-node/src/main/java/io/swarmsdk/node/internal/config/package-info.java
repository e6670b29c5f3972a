/** What a node knows of itself before it speaks to anybody: its file, its addresses, the fixed set of managers. */
@NullMarked
package io.swarmsdk.node.internal.config;

import org.jspecify.annotations.NullMarked;
