package io.swarmsdk.node.arch.planted.modules.raft.internal;

/** Internal. */
public final class Inside {}
