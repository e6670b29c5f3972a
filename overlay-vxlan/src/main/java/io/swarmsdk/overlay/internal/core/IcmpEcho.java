package io.swarmsdk.overlay.internal.core;

/** ICMP echo (RFC 792) in place: type, code, checksum, identifier, sequence number, data. */
final class IcmpEcho {

    static final int LENGTH = 8;
    static final int REQUEST = 8;
    static final int REPLY = 0;

    private IcmpEcho() {}

    static int type(FrameBuffer buffer, int message) {
        return buffer.getByte(message) & 0xFF;
    }

    static int code(FrameBuffer buffer, int message) {
        return buffer.getByte(message + 1) & 0xFF;
    }

    static int identifier(FrameBuffer buffer, int message) {
        return buffer.getShort(message + 4) & 0xFFFF;
    }

    static int sequence(FrameBuffer buffer, int message) {
        return buffer.getShort(message + 6) & 0xFFFF;
    }

    /** Writes the header in front of data that is already there, with the checksum over both. */
    static void write(FrameBuffer buffer, int message, int type, int identifier, int sequence, int length) {
        buffer.setInt(message, type << 24);
        buffer.setInt(message + 4, identifier << 16 | sequence);
        buffer.setShort(message + 2, Ipv4.checksum(buffer, message, length));
    }
}
