package io.swarmsdk.node.internal.overlay;

import io.swarmsdk.node.internal.config.HostPort;
import io.swarmsdk.overlay.ForwardingEntry;
import io.swarmsdk.overlay.MacAddress;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** A forwarding entry as it travels in the gossip table: one line of text, a format number first. */
final class EndpointRecord {
    private static final String FORMAT = "1";
    private static final String NUMBER = "(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)";
    private static final String DOTTED = NUMBER + "(?:\\." + NUMBER + "){3}";
    private static final Pattern IPV4 = Pattern.compile(DOTTED);
    private static final Pattern VTEP =
            Pattern.compile("(?:" + DOTTED + "|\\[[0-9a-fA-F]*:[0-9a-fA-F:.]*\\]):\\d{1,5}");

    private EndpointRecord() {}

    static byte[] encode(ForwardingEntry entry) {
        return String.join(
                        " ",
                        FORMAT,
                        Integer.toString(entry.vni()),
                        entry.mac().toString(),
                        entry.ip().getHostAddress(),
                        HostPort.format(entry.vtep()))
                .getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Reads what another node wrote.
     *
     * @throws IllegalArgumentException with what is wrong; the bytes are a stranger's
     */
    static ForwardingEntry decode(byte[] value) {
        String text = new String(value, StandardCharsets.US_ASCII);
        String[] words = text.split(" ", -1);
        if (words.length != 5 || !words[0].equals(FORMAT)) {
            throw new IllegalArgumentException("endpoint: '" + text + "' (expected: format " + FORMAT + ")");
        }
        return new ForwardingEntry(
                Integer.parseInt(words[1]), MacAddress.parse(words[2]), ipv4(words[3]), vtep(words[4]));
    }

    /** Numbers only: a name would be looked up, and whoever writes a row could make every node wait for that. */
    private static InetSocketAddress vtep(String text) {
        if (!VTEP.matcher(text).matches()) {
            throw new IllegalArgumentException("vtep: '" + text + "' (expected: IP:PORT)");
        }
        return HostPort.parse("vtep", text);
    }

    static Inet4Address ipv4(String dotted) {
        try {
            if (IPV4.matcher(dotted).matches() && InetAddress.getByName(dotted) instanceof Inet4Address address) {
                return address;
            }
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("address: '" + dotted + "' (expected: dotted IPv4)", e);
        }
        throw new IllegalArgumentException("address: '" + dotted + "' (expected: dotted IPv4)");
    }
}
