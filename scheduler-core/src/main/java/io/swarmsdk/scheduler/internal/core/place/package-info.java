/**
 * Which node a task goes to: constraints, filters, spread, and the reasons when there is none. Deterministic: same\n * nodes and tasks, same decisions.
 */
@NullMarked
package io.swarmsdk.scheduler.internal.core.place;

import org.jspecify.annotations.NullMarked;
