/** Tasks in the hands of {@link io.swarmsdk.scheduler.ProcessExecutor} and {@link io.swarmsdk.scheduler.InJvmExecutor}. */
@NullMarked
package io.swarmsdk.scheduler.internal.shell.executor;

import org.jspecify.annotations.NullMarked;
