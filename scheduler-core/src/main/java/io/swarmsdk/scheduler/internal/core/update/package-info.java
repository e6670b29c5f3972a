/**
 * Rolling updates: what makes a task outdated, and how a service is taken from one spec to the next, or back.
 */
@NullMarked
package io.swarmsdk.scheduler.internal.core.update;

import org.jspecify.annotations.NullMarked;
