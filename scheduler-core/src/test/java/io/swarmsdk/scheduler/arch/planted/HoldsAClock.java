package io.swarmsdk.scheduler.arch.planted;

import java.time.Clock;

final class HoldsAClock {
    final Clock it = Clock.systemUTC();
}
