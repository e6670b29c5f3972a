package io.swarmsdk.scheduler.internal.shell.executor;

import io.swarmsdk.scheduler.spi.ImageResolver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * What all processes of an executor share.
 *
 * @param resolver says which program an image is
 * @param directory where each task has its own
 * @param readinessTimeout how long ports may take to accept
 * @param maxLogBytes most bytes of one log
 * @param environment further variables, in key order
 */
public record ProcessSettings(
        ImageResolver resolver,
        Path directory,
        Duration readinessTimeout,
        long maxLogBytes,
        Map<String, String> environment) {
    private static final long MIN_LOG_BYTES = 4096;

    /** Rejects values out of range. */
    public ProcessSettings {
        if (readinessTimeout.isNegative()) {
            throw new IllegalArgumentException("readinessTimeout: " + readinessTimeout + " (expected: >= 0)");
        }
        if (maxLogBytes < MIN_LOG_BYTES) {
            throw new IllegalArgumentException("maxLogBytes: " + maxLogBytes + " (expected: >= " + MIN_LOG_BYTES + ")");
        }
    }
}
