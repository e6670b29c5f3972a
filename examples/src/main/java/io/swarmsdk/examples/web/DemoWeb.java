package io.swarmsdk.examples.web;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Answers every request with one JSON line: its version, given as the only argument, and what its environment says it
 * is. Listens where the process executor tells it to: {@code SWARM_BIND_ADDRESS} and {@code SWARM_PORT_80}.
 */
public final class DemoWeb {
    private DemoWeb() {}

    /** Serves until the process is stopped. */
    public static void main(String[] arguments) throws IOException {
        String version = arguments.length > 0 ? arguments[0] : "0";
        Map<String, String> env = System.getenv();
        var address = new InetSocketAddress(
                env.getOrDefault("SWARM_BIND_ADDRESS", "127.0.0.1"),
                Integer.parseInt(env.getOrDefault("SWARM_PORT_80", "0")));
        byte[] body = String.format(
                        "{\"version\":\"%s\",\"service\":\"%s\",\"slot\":\"%s\",\"pid\":%d}%n",
                        version,
                        env.getOrDefault("SERVICE", ""),
                        env.getOrDefault("SLOT", ""),
                        ProcessHandle.current().pid())
                .getBytes(StandardCharsets.UTF_8);
        HttpServer server = HttpServer.create(address, 0);
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        server.start();
    }
}
