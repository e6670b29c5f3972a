/**
 * The thread around the orchestration core: feeds it the store's events and the time, and carries its change sets to the
 * store. Owns no rule of orchestration.
 */
@NullMarked
package io.swarmsdk.scheduler.internal.shell.control;

import org.jspecify.annotations.NullMarked;
