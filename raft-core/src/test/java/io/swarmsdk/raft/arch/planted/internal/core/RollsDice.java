package io.swarmsdk.raft.arch.planted.internal.core;

import java.util.Random;

class RollsDice {
    final Random random = new Random(1);
}
