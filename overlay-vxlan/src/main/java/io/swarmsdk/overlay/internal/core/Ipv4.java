package io.swarmsdk.overlay.internal.core;

/** The IPv4 header (RFC 791) in place behind the Ethernet header, and the internet checksum (RFC 1071). */
public final class Ipv4 {

    static final int LENGTH = 20;
    static final int PROTOCOL_ICMP = 1;

    private static final int DONT_FRAGMENT = 0x4000;
    private static final int FRAGMENT_BITS = 0x3FFF;
    private static final int TTL = 64;

    private Ipv4() {}

    /** The header's length in bytes; negative if the frame does not hold a whole IPv4 packet. */
    static int headerLength(FrameBuffer buffer, int frame, int length) {
        int packet = frame + Ethernet.LENGTH;
        if (length < Ethernet.LENGTH + LENGTH || (buffer.getByte(packet) & 0xF0) != 0x40) {
            return -1;
        }
        int header = (buffer.getByte(packet) & 0x0F) * 4;
        int total = totalLength(buffer, frame);
        return header >= LENGTH && total >= header && total <= length - Ethernet.LENGTH ? header : -1;
    }

    /** Bytes of header and payload; the frame may be longer by its padding. */
    static int totalLength(FrameBuffer buffer, int frame) {
        return buffer.getShort(frame + Ethernet.LENGTH + 2) & 0xFFFF;
    }

    static boolean isFragment(FrameBuffer buffer, int frame) {
        return (buffer.getShort(frame + Ethernet.LENGTH + 6) & FRAGMENT_BITS) != 0;
    }

    static int protocol(FrameBuffer buffer, int frame) {
        return buffer.getByte(frame + Ethernet.LENGTH + 9) & 0xFF;
    }

    static int source(FrameBuffer buffer, int frame) {
        return buffer.getInt(frame + Ethernet.LENGTH + 12);
    }

    static int destination(FrameBuffer buffer, int frame) {
        return buffer.getInt(frame + Ethernet.LENGTH + 16);
    }

    /** Writes a header without options for a packet that is never fragmented (so its identification may be zero). */
    static void write(FrameBuffer buffer, int frame, int totalLength, int protocol, int source, int destination) {
        int packet = frame + Ethernet.LENGTH;
        buffer.setInt(packet, 0x45 << 24 | totalLength);
        buffer.setInt(packet + 4, DONT_FRAGMENT);
        buffer.setInt(packet + 8, TTL << 24 | protocol << 16);
        buffer.setInt(packet + 12, source);
        buffer.setInt(packet + 16, destination);
        buffer.setShort(packet + 10, checksum(buffer, packet, LENGTH));
    }

    /**
     * The internet checksum of these bytes. Over bytes that hold their own checksum the result is 0 exactly if it is
     * right.
     */
    public static int checksum(FrameBuffer buffer, int index, int length) {
        long sum = 0;
        int i = index;
        for (int end = index + length - 3; i < end; i += Integer.BYTES) {
            sum += buffer.getInt(i) & 0xFFFF_FFFFL;
        }
        int left = index + length - i;
        if ((left & 2) != 0) {
            sum += buffer.getShort(i) & 0xFFFF;
            i += 2;
        }
        if ((left & 1) != 0) {
            sum += (buffer.getByte(i) & 0xFF) << 8;
        }
        while (sum >>> 16 != 0) {
            sum = (sum & 0xFFFF) + (sum >>> 16);
        }
        return (int) ~sum & 0xFFFF;
    }
}
