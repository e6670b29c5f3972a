package io.swarmsdk.scheduler.internal.shell.agent;

import io.swarmsdk.model.NodeDescription;
import io.swarmsdk.model.Resources;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Map;

/** What this JVM sees of its machine. */
public final class LocalMachine {
    private LocalMachine() {}

    /** A description at address 127.0.0.1. */
    public static NodeDescription describe(Resources resources) {
        return new NodeDescription(
                hostname(),
                System.getProperty("os.name", "unknown").toLowerCase(Locale.ROOT),
                arch(System.getProperty("os.arch", "unknown")),
                "127.0.0.1",
                resources,
                Map.of());
    }

    /** The names that placement constraints use. */
    private static String arch(String javaName) {
        return switch (javaName) {
            case "amd64", "x64" -> "x86_64";
            case "arm64" -> "aarch64";
            default -> javaName;
        };
    }

    private static String hostname() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException unnamed) {
            return "localhost";
        }
    }
}
