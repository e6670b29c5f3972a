package io.swarmsdk.scheduler.arch.planted;

import java.time.Instant;

final class ReadsInstantNow {
    final Instant it = Instant.now();
}
