package io.swarmsdk.model.arch.planted;

import java.time.Clock;

final class HoldsAClock {
    final Clock it = Clock.systemUTC();
}
