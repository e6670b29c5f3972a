package io.swarmsdk.scheduler.arch.planted;

import java.util.Map;

final class CopiesMaps {
    final Map<String, String> it = Map.of("a", "b");
}
