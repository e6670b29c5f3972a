package io.swarmsdk.node.arch.planted.internal.wire;

/** Internal. */
public class Hidden {}
