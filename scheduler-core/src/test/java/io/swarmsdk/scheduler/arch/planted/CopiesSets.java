package io.swarmsdk.scheduler.arch.planted;

import java.util.Set;

final class CopiesSets {
    final Set<String> it = Set.of("a");
}
