package io.swarmsdk.scheduler.arch.planted;

import java.util.concurrent.atomic.AtomicLong;

final class UsesConcurrency {
    final AtomicLong it = new AtomicLong();
}
