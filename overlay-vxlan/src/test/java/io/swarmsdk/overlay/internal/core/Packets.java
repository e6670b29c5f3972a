package io.swarmsdk.overlay.internal.core;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** Frames for tests, put together field by field with nothing of the code under test. */
final class Packets {

    static final int IPV4 = 0x0800;
    static final int ARP = 0x0806;
    static final int EXPERIMENT = 0x88B5;

    private Packets() {}

    static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    static byte[] ethernet(long destination, long source, int type, byte[] payload) {
        return ByteBuffer.allocate(14 + payload.length)
                .put(mac(destination))
                .put(mac(source))
                .putShort((short) type)
                .put(payload)
                .array();
    }

    static byte[] frame(long destination, long source) {
        return ethernet(destination, source, EXPERIMENT, "payload".getBytes(StandardCharsets.US_ASCII));
    }

    static byte[] arp(int operation, long senderMac, int senderIp, long targetMac, int targetIp) {
        return ByteBuffer.allocate(28)
                .put(hex("0001 0800 06 04"))
                .putShort((short) operation)
                .put(mac(senderMac))
                .putInt(senderIp)
                .put(mac(targetMac))
                .putInt(targetIp)
                .array();
    }

    static byte[] arpRequest(long senderMac, int senderIp, int targetIp) {
        return ethernet(0xFFFF_FFFF_FFFFL, senderMac, ARP, arp(1, senderMac, senderIp, 0, targetIp));
    }

    static byte[] arpReply(long senderMac, int senderIp, long targetMac, int targetIp) {
        return ethernet(targetMac, senderMac, ARP, arp(2, senderMac, senderIp, targetMac, targetIp));
    }

    static byte[] ipv4(int protocol, int source, int destination, byte[] payload) {
        ByteBuffer packet = ByteBuffer.allocate(20 + payload.length)
                .putShort((short) 0x4500)
                .putShort((short) (20 + payload.length))
                .putInt(0x1234_4000)
                .put((byte) 64)
                .put((byte) protocol)
                .putShort((short) 0)
                .putInt(source)
                .putInt(destination)
                .put(payload);
        packet.putShort(10, checksum(packet.array(), 20));
        return packet.array();
    }

    static byte[] echo(int type, int identifier, int sequence, byte[] data) {
        ByteBuffer message = ByteBuffer.allocate(8 + data.length)
                .put((byte) type)
                .put((byte) 0)
                .putShort((short) 0)
                .putShort((short) identifier)
                .putShort((short) sequence)
                .put(data);
        message.putShort(2, checksum(message.array(), message.capacity()));
        return message.array();
    }

    /** RFC 1071 as its text has it: sixteen bits at a time. */
    static short checksum(byte[] bytes, int length) {
        int sum = 0;
        for (int i = 0; i < length; i += 2) {
            int low = i + 1 < length ? bytes[i + 1] & 0xFF : 0;
            sum += (bytes[i] & 0xFF) << 8 | low;
            sum = (sum & 0xFFFF) + (sum >>> 16);
        }
        return (short) ~sum;
    }

    static byte[] vxlan(int vni, byte[] frame) {
        return ByteBuffer.allocate(8 + frame.length)
                .putInt(0x0800_0000)
                .putInt(vni << 8)
                .put(frame)
                .array();
    }

    /** The frame with room in front of it, as a port hands it over. */
    static ArrayFrame withHeadroom(byte[] frame) {
        byte[] bytes = new byte[EndpointCore.HEADROOM + frame.length];
        Arrays.fill(bytes, (byte) 0xFF); // whatever is there must not reach the wire
        System.arraycopy(frame, 0, bytes, EndpointCore.HEADROOM, frame.length);
        return new ArrayFrame(bytes);
    }

    static byte[] slice(FrameBuffer buffer, int offset, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = buffer.getByte(offset + i);
        }
        return bytes;
    }

    private static byte[] mac(long value) {
        return Arrays.copyOfRange(ByteBuffer.allocate(8).putLong(value).array(), 2, 8);
    }
}
