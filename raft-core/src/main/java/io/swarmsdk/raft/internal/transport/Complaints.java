package io.swarmsdk.raft.internal.transport;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;

/** Warns of what strangers do, but not as often as they do it: one line in ten seconds, the rest counted. */
final class Complaints {
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Logger log;
    private final String self;
    private final AtomicLong nextNanos = new AtomicLong(System.nanoTime());
    private final AtomicLong silenced = new AtomicLong();

    Complaints(Logger log, String self) {
        this.log = log;
        this.self = self;
    }

    void warn(String what, Object who, String why) {
        long now = System.nanoTime();
        long due = nextNanos.get();
        if (now - due < 0 || !nextNanos.compareAndSet(due, now + PAUSE_NANOS)) {
            silenced.incrementAndGet();
            return;
        }
        log.warn("[{}] {} {}: {} ({} more like this since the last line)", self, what, who, why, silenced.getAndSet(0));
    }
}
