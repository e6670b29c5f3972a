/**
 * The effectful shell around the pure core: it owns the threads, the clock, the disk and the sockets of one node, tells
 * the core what happened and carries out what the core answers. It knows nothing of the protocol.
 *
 * <p>Enter through {@link io.swarmsdk.raft.internal.shell.RaftShell}. One thread per mutable thing: the loop owns the
 * core, the disk thread the log files, the apply thread the state machine.
 */
@NullMarked
package io.swarmsdk.raft.internal.shell;

import org.jspecify.annotations.NullMarked;
