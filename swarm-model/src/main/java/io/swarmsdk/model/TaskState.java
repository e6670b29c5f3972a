package io.swarmsdk.model;

/**
 * How far a task has come. The observed state only rises in this order; it never moves back. Desired states are
 * {@link #READY}, {@link #RUNNING}, {@link #SHUTDOWN} and {@link #REMOVE} only, and they only rise too.
 */
public enum TaskState {
    /** Made by an orchestrator. */
    NEW,
    /** Has its addresses, waits for a node. */
    PENDING,
    /** Has a node; written by the scheduler. */
    ASSIGNED,
    /** The agent has taken it. */
    ACCEPTED,
    /** The executor prepares it. */
    PREPARING,
    /** Prepared; waits for desired state RUNNING. */
    READY,
    /** Being started. */
    STARTING,
    /** Runs. */
    RUNNING,
    /** Ended by itself with exit code 0. */
    COMPLETE,
    /** Stopped because it was asked to. */
    SHUTDOWN,
    /** Ended by itself with another exit code, or could not be started. */
    FAILED,
    /** Can never run as it is: unknown image, node no longer fits. */
    REJECTED,
    /** Only desired: stop it and forget it. */
    REMOVE,
    /** Its node has been gone for so long that it is taken for lost. */
    ORPHANED;

    /** True once the task can never run again. */
    public boolean isTerminal() {
        return compareTo(RUNNING) > 0;
    }

    /** True when this state is later than the other. */
    public boolean isAfter(TaskState other) {
        return compareTo(other) > 0;
    }
}
