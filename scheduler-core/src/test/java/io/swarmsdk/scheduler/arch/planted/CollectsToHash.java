package io.swarmsdk.scheduler.arch.planted;

import java.util.List;
import java.util.stream.Collectors;

final class CollectsToHash {
    Object it(List<String> list) {
        return list.stream().collect(Collectors.toSet());
    }
}
