/**
 * The log on disk: segments of checksummed records, forced before anything rests on them, and read back with a firm line
 * between a torn tail, which is cut, and damage, which stops the node.
 *
 * <p>Enter through {@link io.swarmsdk.raft.internal.log.SegmentedLog}. Knows entries and hard states, nothing of the
 * protocol, sockets or threads.
 */
@NullMarked
package io.swarmsdk.raft.internal.log;

import org.jspecify.annotations.NullMarked;
