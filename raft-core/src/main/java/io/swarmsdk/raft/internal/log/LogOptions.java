package io.swarmsdk.raft.internal.log;

/**
 * Sizes of a log.
 *
 * @param segmentBytes a segment is closed before it grows beyond this; a single record may be larger
 * @param tailBytes the newest entries kept in memory; older ones are read from the disk
 */
public record LogOptions(int segmentBytes, long tailBytes) {
    /** Segments grow by steps of this size. */
    int stepBytes() {
        return Math.max(4 << 10, segmentBytes / 16);
    }

    /** 64 MiB segments, 32 MiB of newest entries in memory. */
    public static LogOptions defaults() {
        return new LogOptions(64 << 20, 32L << 20);
    }
}
