package io.swarmsdk.overlay.internal.core;

/** The Ethernet header in place: destination, source, type. MAC addresses are longs, first byte highest. */
public final class Ethernet {

    /** Bytes of the header. */
    public static final int LENGTH = 14;

    /** Everybody. */
    public static final long BROADCAST = 0xFFFF_FFFF_FFFFL;

    static final int TYPE_IPV4 = 0x0800;
    static final int TYPE_ARP = 0x0806;
    static final int TAG_LENGTH = 4;

    private static final int TYPE_VLAN = 0x8100;
    private static final int TYPE_SERVICE_VLAN = 0x88A8;
    private static final long MAC_BITS = 0xFFFF_FFFF_FFFFL;
    private static final long GROUP_BIT = 1L << 40;

    private Ethernet() {}

    /** The destination address. */
    public static long destination(FrameBuffer buffer, int frame) {
        return buffer.getLong(frame) >>> 16;
    }

    /** The source address. */
    public static long source(FrameBuffer buffer, int frame) {
        return buffer.getLong(frame + 4) & MAC_BITS;
    }

    /** The type of what follows, unsigned. */
    public static int type(FrameBuffer buffer, int frame) {
        return buffer.getShort(frame + 12) & 0xFFFF;
    }

    /** Writes the whole header. */
    public static void write(FrameBuffer buffer, int frame, long destination, long source, int type) {
        buffer.setLong(frame, destination << 16 | source >>> 32);
        buffer.setInt(frame + 8, (int) source);
        buffer.setShort(frame + 12, type);
    }

    static boolean isTag(int type) {
        return type == TYPE_VLAN || type == TYPE_SERVICE_VLAN;
    }

    /** Takes the VLAN tag out by moving both addresses up; the frame begins four bytes later then. */
    static int stripTag(FrameBuffer buffer, int frame) {
        int addresses = buffer.getInt(frame + 8);
        long front = buffer.getLong(frame);
        buffer.setInt(frame + TAG_LENGTH + 8, addresses);
        buffer.setLong(frame + TAG_LENGTH, front);
        return frame + TAG_LENGTH;
    }

    static boolean isGroup(long mac) {
        return (mac & GROUP_BIT) != 0;
    }

    static boolean isStation(long mac) {
        return mac != 0 && !isGroup(mac);
    }
}
