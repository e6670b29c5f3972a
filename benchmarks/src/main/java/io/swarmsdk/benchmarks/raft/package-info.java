/** The replicated log: its core alone, and whole nodes with their disks and sockets. */
@NullMarked
package io.swarmsdk.benchmarks.raft;

import org.jspecify.annotations.NullMarked;
