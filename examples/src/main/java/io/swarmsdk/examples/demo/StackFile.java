package io.swarmsdk.examples.demo;

import io.swarmsdk.model.StackSpec;
import io.swarmsdk.model.compose.ComposeLoader;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The stack that the demo deploys.
 *
 * @param path of the file
 */
record StackFile(Path path) {
    static final String STACK = "shop";

    /** The file given, or a copy of the jar's own in the demo's folder. */
    static StackFile of(@Nullable Path given, Path directory) throws IOException {
        if (given != null) {
            return new StackFile(given);
        }
        Path copy = directory.resolve("shop.yml");
        try (InputStream own = StackFile.class.getResourceAsStream("/stacks/shop.yml")) {
            if (own == null) {
                throw new IllegalStateException("/stacks/shop.yml is not in this jar");
            }
            Files.write(copy, own.readAllBytes());
        }
        return new StackFile(copy);
    }

    /** Reads the file, with a free port for the web service. */
    StackSpec load() throws IOException {
        Map<String, String> environment = new TreeMap<>(System.getenv());
        environment.putIfAbsent("WEB_PORT", Integer.toString(freePort()));
        return ComposeLoader.builder()
                .environment(environment)
                .build()
                .load(STACK, path)
                .stack();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
