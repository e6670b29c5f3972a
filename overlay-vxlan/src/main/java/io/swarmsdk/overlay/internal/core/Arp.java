package io.swarmsdk.overlay.internal.core;

/** ARP for IPv4 over Ethernet (RFC 826), in place behind the Ethernet header. */
public final class Arp {

    /** Bytes of a frame that holds an ARP packet and nothing else. */
    public static final int FRAME_LENGTH = Ethernet.LENGTH + 28;

    static final int REQUEST = 1;
    static final int REPLY = 2;

    private static final long ETHERNET_IPV4 = 0x0001_0800_0604L;

    private Arp() {}

    /** The operation of a well-formed packet; negative for anything else. */
    static int operation(FrameBuffer buffer, int frame, int length) {
        if (length < FRAME_LENGTH) {
            return -1;
        }
        long front = buffer.getLong(frame + 14);
        return front >>> 16 == ETHERNET_IPV4 ? (int) front & 0xFFFF : -1;
    }

    static long senderMac(FrameBuffer buffer, int frame) {
        return buffer.getLong(frame + 22) >>> 16;
    }

    static int senderIp(FrameBuffer buffer, int frame) {
        return buffer.getInt(frame + 28);
    }

    static int targetIp(FrameBuffer buffer, int frame) {
        return buffer.getInt(frame + 38);
    }

    /** Writes the frame in which {@code mac}, owner of {@code ip}, asks everybody who has {@code wanted}. */
    static void writeRequest(FrameBuffer buffer, int frame, long mac, int ip, int wanted) {
        Ethernet.write(buffer, frame, Ethernet.BROADCAST, mac, Ethernet.TYPE_ARP);
        writeBody(buffer, frame, REQUEST, mac, ip, 0, wanted);
    }

    /** Writes the frame in which {@code mac} tells {@code askerMac} that it has {@code ip}. */
    static void writeReply(FrameBuffer buffer, int frame, long mac, int ip, long askerMac, int askerIp) {
        Ethernet.write(buffer, frame, askerMac, mac, Ethernet.TYPE_ARP);
        writeBody(buffer, frame, REPLY, mac, ip, askerMac, askerIp);
    }

    private static void writeBody(
            FrameBuffer buffer, int frame, int operation, long mac, int ip, long targetMac, int targetIp) {
        buffer.setLong(frame + 14, ETHERNET_IPV4 << 16 | operation);
        buffer.setLong(frame + 22, mac << 16 | ip >>> 16);
        buffer.setShort(frame + 30, ip);
        buffer.setLong(frame + 32, targetMac << 16 | targetIp >>> 16);
        buffer.setShort(frame + 40, targetIp);
    }
}
