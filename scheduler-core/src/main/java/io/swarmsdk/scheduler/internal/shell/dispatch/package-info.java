/** The thread, the clock and the store behind {@link io.swarmsdk.scheduler.Dispatcher}. */
@NullMarked
package io.swarmsdk.scheduler.internal.shell.dispatch;

import org.jspecify.annotations.NullMarked;
