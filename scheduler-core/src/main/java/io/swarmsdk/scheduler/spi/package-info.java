/**
 * What users of the scheduler implement: how an agent reaches a dispatcher
 * ({@link io.swarmsdk.scheduler.spi.DispatcherConnector}) and how a node runs tasks
 * ({@link io.swarmsdk.scheduler.spi.Executor}, {@link io.swarmsdk.scheduler.spi.TaskController},
 * {@link io.swarmsdk.scheduler.spi.ImageResolver}).
 */
@NullMarked
package io.swarmsdk.scheduler.spi;

import org.jspecify.annotations.NullMarked;
