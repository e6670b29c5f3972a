/**
 * The rules of the agent and nothing else: no threads, clocks, processes or files. Enter through
 * {@link io.swarmsdk.scheduler.internal.core.agent.AgentCore}, which owns the session; {@code TaskRuns} owns the tasks.
 * An instance belongs to one caller thread.
 */
@NullMarked
package io.swarmsdk.scheduler.internal.core.agent;

import org.jspecify.annotations.NullMarked;
