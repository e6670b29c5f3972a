package io.swarmsdk.examples;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** {@code IP:PORT} on a command line. */
final class Addresses {
    private Addresses() {}

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException naming the option, what was given and what is expected
     */
    static InetSocketAddress parse(String option, String text) {
        int colon = text.lastIndexOf(':');
        try {
            if (colon > 0) {
                int port = Integer.parseInt(text.substring(colon + 1));
                return new InetSocketAddress(InetAddress.getByName(text.substring(0, colon)), port);
            }
        } catch (UnknownHostException | IllegalArgumentException e) {
            throw new IllegalArgumentException(option + ": '" + text + "' (expected: IP:PORT)", e);
        }
        throw new IllegalArgumentException(option + ": '" + text + "' (expected: IP:PORT)");
    }
}
