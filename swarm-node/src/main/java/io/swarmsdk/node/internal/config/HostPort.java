package io.swarmsdk.node.internal.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** {@code IP:PORT} text and addresses, both ways. IPv6 addresses stand in brackets. */
public final class HostPort {
    private HostPort() {}

    /**
     * Reads {@code IP:PORT} or {@code name:PORT}.
     *
     * @throws IllegalArgumentException naming what was given and what is expected
     */
    public static InetSocketAddress parse(String setting, String text) {
        int colon = text.lastIndexOf(':');
        if (colon <= 0) {
            throw new IllegalArgumentException(setting + ": '" + text + "' (expected: IP:PORT)");
        }
        String host = text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException(setting + ": '" + text + "' (expected: a port of 0..65535)");
            }
            return new InetSocketAddress(InetAddress.getByName(host), port);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(setting + ": '" + text + "' (expected: IP:PORT)", e);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(setting + ": '" + text + "' (expected: a host that resolves)", e);
        }
    }

    /** The text form that {@link #parse} reads. */
    public static String format(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
