/**
 * Keeps services, slots and tasks as the specs want them. Enter through {@code ControlCore}, which owns all state and\n * belongs to one thread; no clock, thread or store in here: it is told views, events and the time, and answers with\n * change sets.
 */
@NullMarked
package io.swarmsdk.scheduler.internal.core.orchestrate;

import org.jspecify.annotations.NullMarked;
