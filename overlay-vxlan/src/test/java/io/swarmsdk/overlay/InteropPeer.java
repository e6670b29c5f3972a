package io.swarmsdk.overlay;

import static io.swarmsdk.overlay.Inet.at;
import static io.swarmsdk.overlay.Inet.ip;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Inet4Address;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * An endpoint with one port, in a process of its own so that it can live in another network namespace. Takes commands
 * on standard input, one a line, and answers each with one line: {@code put VNI MAC IP VTEP}, {@code ping IP},
 * {@code stats}, and the end of input ends it.
 */
final class InteropPeer {

    private InteropPeer() {}

    public static void main(String[] args) throws Exception {
        Inet4Address own = ip(args[2]);
        try (Vtep vtep = Vtep.builder()
                        .name("peer")
                        .bind(at(args[0], Vtep.DEFAULT_PORT))
                        .build();
                InProcessPort port = vtep.openPort(Integer.parseInt(args[1]), MacAddress.forIpv4(own), own, 24);
                BufferedReader commands =
                        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println("ready " + port.mac());
            for (String line = commands.readLine(); line != null; line = commands.readLine()) {
                System.out.println(answer(line.split(" "), vtep, port));
            }
        }
    }

    private static String answer(String[] words, Vtep vtep, InProcessPort port) {
        try {
            return switch (words[0]) {
                case "put" -> {
                    vtep.control()
                            .put(new ForwardingEntry(
                                    Integer.parseInt(words[1]),
                                    MacAddress.parse(words[2]),
                                    ip(words[3]),
                                    at(words[4], Vtep.DEFAULT_PORT)));
                    yield "done";
                }
                case "ping" ->
                    "answered in "
                            + port.ping(ip(words[1]), Duration.ofSeconds(5)).join();
                case "resolve" ->
                    "found " + port.resolve(ip(words[1]), Duration.ofSeconds(5)).join();
                case "stats" -> vtep.stats().toString();
                default -> "unknown command";
            };
        } catch (RuntimeException e) {
            return "failed: " + e.getMessage();
        }
    }
}
