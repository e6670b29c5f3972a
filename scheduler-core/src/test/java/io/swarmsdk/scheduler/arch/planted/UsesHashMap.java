package io.swarmsdk.scheduler.arch.planted;

import java.util.HashMap;
import java.util.Map;

final class UsesHashMap {
    final Map<String, String> it = new HashMap<>();
}
