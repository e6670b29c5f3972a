package io.swarmsdk.raft;

/**
 * A proposal that was committed and applied.
 *
 * @param index its place in the log
 * @param term the term it was written in
 * @param reply what the state machine of this node answered
 */
public record ProposalResult(long index, long term, byte[] reply) {}
