/**
 * When a task that ended is replaced, and when its replacement may start. Pure functions of a slot: nothing is\n * remembered, so a new leader decides as the old one would have.
 */
@NullMarked
package io.swarmsdk.scheduler.internal.core.restart;

import org.jspecify.annotations.NullMarked;
