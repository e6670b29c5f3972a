package io.swarmsdk.scheduler.arch.planted;

import java.util.HashSet;
import java.util.Set;

final class UsesHashSet {
    final Set<String> it = new HashSet<>();
}
