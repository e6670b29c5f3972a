package io.swarmsdk.node.arch.planted.internal.wire;

/**
 * Internal.
 *
 * @param <T> whatever
 */
public class HiddenBase<T> {}
