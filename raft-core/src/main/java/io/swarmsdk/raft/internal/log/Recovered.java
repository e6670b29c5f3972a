package io.swarmsdk.raft.internal.log;

import io.swarmsdk.raft.internal.core.HardState;
import java.util.List;

/**
 * What was found on the disk.
 *
 * @param link the checksum of the last record
 * @param cutBytes bytes of a torn tail that were cut off; mostly 0
 */
record Recovered(
        List<Segment> segments, HardState hardState, EntryIndex index, TermRuns terms, int link, long cutBytes) {}
