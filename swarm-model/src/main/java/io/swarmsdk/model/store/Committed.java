package io.swarmsdk.model.store;

/**
 * A change set was applied.
 *
 * @param revision its log index; views of this revision or a later one hold its changes
 */
public record Committed(long revision) {}
