package io.swarmsdk.scheduler.internal.core.place;

import java.util.Optional;

/** Reads IP addresses as text into 16 bytes, IPv4 mapped into IPv6. Never asks a name service. */
final class IpText {
    private static final int BYTES = 16;

    private IpText() {}

    static Optional<byte[]> parse(String text) {
        return text.indexOf(':') < 0 ? v4(text).map(IpText::mapped) : v6(text);
    }

    private static Optional<byte[]> v4(String text) {
        var parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return Optional.empty();
        }
        var bytes = new byte[4];
        for (int i = 0; i < 4; i++) {
            if (!parts[i].matches("0|[1-9][0-9]{0,2}") || Integer.parseInt(parts[i]) > 255) {
                return Optional.empty();
            }
            bytes[i] = (byte) Integer.parseInt(parts[i]);
        }
        return Optional.of(bytes);
    }

    private static byte[] mapped(byte[] v4) {
        var bytes = new byte[BYTES];
        bytes[10] = (byte) 0xFF;
        bytes[11] = (byte) 0xFF;
        System.arraycopy(v4, 0, bytes, 12, 4);
        return bytes;
    }

    private static Optional<byte[]> v6(String text) {
        int gap = text.indexOf("::");
        if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
            return Optional.empty();
        }
        if (gap < 0) {
            return groups(text).filter(bytes -> bytes.length == BYTES);
        }
        var head = groups(text.substring(0, gap));
        var tail = groups(text.substring(gap + 2));
        if (head.isEmpty() || tail.isEmpty() || head.get().length + tail.get().length > BYTES - 2) {
            return Optional.empty();
        }
        var bytes = new byte[BYTES];
        System.arraycopy(head.get(), 0, bytes, 0, head.get().length);
        System.arraycopy(tail.get(), 0, bytes, BYTES - tail.get().length, tail.get().length);
        return Optional.of(bytes);
    }

    /** The bytes of groups between colons, the last of which may be an IPv4 address. */
    private static Optional<byte[]> groups(String text) {
        if (text.isEmpty()) {
            return Optional.of(new byte[0]);
        }
        var parts = text.split(":", -1);
        var bytes = new byte[2 * parts.length + 2];
        int length = 0;
        for (int i = 0; i < parts.length; i++) {
            if (i == parts.length - 1 && parts[i].indexOf('.') >= 0) {
                var v4 = v4(parts[i]);
                if (v4.isEmpty()) {
                    return Optional.empty();
                }
                System.arraycopy(v4.get(), 0, bytes, length, 4);
                length += 4;
            } else if (parts[i].matches("[0-9a-fA-F]{1,4}")) {
                int group = Integer.parseInt(parts[i], 16);
                bytes[length++] = (byte) (group >>> 8);
                bytes[length++] = (byte) group;
            } else {
                return Optional.empty();
            }
        }
        var exact = new byte[length];
        System.arraycopy(bytes, 0, exact, 0, length);
        return length <= BYTES ? Optional.of(exact) : Optional.empty();
    }
}
