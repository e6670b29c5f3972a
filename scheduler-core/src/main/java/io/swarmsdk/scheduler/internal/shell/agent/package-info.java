/** The thread, the clock, the journal and the executor's steps behind {@link io.swarmsdk.scheduler.Agent}. */
@NullMarked
package io.swarmsdk.scheduler.internal.shell.agent;

import org.jspecify.annotations.NullMarked;
