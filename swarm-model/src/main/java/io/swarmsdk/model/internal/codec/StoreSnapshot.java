package io.swarmsdk.model.internal.codec;

import io.swarmsdk.model.internal.core.StoreState;

/**
 * A state and how much of the log is in it.
 *
 * @param state all objects
 * @param index of the last entry in it, applied or rejected
 * @param term of that entry
 */
public record StoreSnapshot(StoreState state, long index, long term) {}
