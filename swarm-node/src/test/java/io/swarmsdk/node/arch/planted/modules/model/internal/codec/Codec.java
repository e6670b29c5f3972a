package io.swarmsdk.node.arch.planted.modules.model.internal.codec;

/** Internal, and shared with a friend. */
public final class Codec {}
