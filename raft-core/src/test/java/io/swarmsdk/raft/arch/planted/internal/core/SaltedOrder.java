package io.swarmsdk.raft.arch.planted.internal.core;

import java.util.Set;

class SaltedOrder {
    final Set<String> names = Set.of("a", "b");
}
