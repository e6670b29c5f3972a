/**
 * The rules of the dispatcher and nothing else: no threads, clocks or sockets. Enter through
 * {@link io.swarmsdk.scheduler.internal.core.dispatch.DispatcherCore}, which owns all mutable state and belongs to one
 * caller thread. {@code StatusRule} is pure.
 */
@NullMarked
package io.swarmsdk.scheduler.internal.core.dispatch;

import org.jspecify.annotations.NullMarked;
