/**
 * What a leader does when a client asks: requests become change sets against the store. {@code StackChanges} is pure;
 * {@code ControlOperations} proposes and retries; {@code NetworkReaper} removes what a removed stack left behind.
 */
@NullMarked
package io.swarmsdk.node.internal.control;

import org.jspecify.annotations.NullMarked;
