/**
 * The verbs of a swarm. {@link io.swarmsdk.scheduler.Orchestration} runs on the managers and turns desired states into
 * tasks with addresses and nodes; {@link io.swarmsdk.scheduler.Dispatcher} hands them to the workers;
 * {@link io.swarmsdk.scheduler.Agent} runs them there.
 *
 * <p>Nobody here calls anybody sideways: all three see the state store and write to the state store, or speak through
 * one stream. The rules live in {@code internal.core}, without threads, clocks or files; {@code internal.shell} feeds
 * them.
 */
@NullMarked
package io.swarmsdk.scheduler;

import org.jspecify.annotations.NullMarked;
