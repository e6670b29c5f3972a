package io.swarmsdk.scheduler.internal.shell.executor;

import io.swarmsdk.model.Resources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this machine has. */
public final class LocalResources {
    private static final long NANO_CPUS_PER_CORE = 1_000_000_000L;

    private LocalResources() {}

    /** All processors this JVM sees, and the machine's memory; this JVM's largest heap where that is not known. */
    public static Resources ofThisMachine() {
        return new Resources(Runtime.getRuntime().availableProcessors() * NANO_CPUS_PER_CORE, memory());
    }

    private static long memory() {
        try {
            for (var line : Files.readAllLines(Path.of("/proc/meminfo"))) {
                if (line.startsWith("MemTotal:")) {
                    return Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
                }
            }
        } catch (IOException | NumberFormatException notLinux) {
            return Runtime.getRuntime().maxMemory();
        }
        return Runtime.getRuntime().maxMemory();
    }
}
