package io.swarmsdk.raft.internal.log;

import io.swarmsdk.raft.internal.core.AppendBatch;

/** A batch on its way to the disk. */
public record StagedBatch(long token, AppendBatch batch) {}
