package io.swarmsdk.raft.spi;

/**
 * One committed command on its way to the state machine.
 *
 * @param index its place in the log; indexes rise but skip the entries the protocol writes for itself
 * @param term the term of the leader that wrote it
 * @param command the bytes that were proposed; shared with the log, so they may be read but never changed
 */
public record CommittedEntry(long index, long term, byte[] command) {}
