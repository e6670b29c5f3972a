package io.swarmsdk.overlay.internal.core;

import io.swarmsdk.overlay.DropReason;

/**
 * The VXLAN header of RFC 7348, section 5: eight flag bits of which one (I) has a meaning, 24 reserved bits, 24 bits of
 * network identifier, 8 reserved bits. Reserved bits are zero when sent and ignored when received.
 *
 * <p>Both directions work in place, allocate nothing and, for anything a peer can send, throw nothing.
 */
public final class VxlanHeader {

    /** Bytes of the header. A frame to be sent needs this much room in front of it. */
    public static final int LENGTH = 8;

    /** The largest network identifier. */
    public static final int MAX_VNI = 0xFF_FFFF;

    private static final long FLAG_VNI = 0x08L << 56;

    private VxlanHeader() {}

    /**
     * Writes the header into the eight bytes before the frame.
     *
     * @return where the datagram's payload begins now
     */
    public static int encode(FrameBuffer buffer, int frameOffset, int vni) {
        if ((vni & ~MAX_VNI) != 0) {
            throw vniOutOfRange(vni, 0);
        }
        int offset = frameOffset - LENGTH;
        buffer.setLong(offset, FLAG_VNI | (long) vni << 8);
        return offset;
    }

    /** The network identifier of the datagram at {@code offset}, or the code of a {@link DropReason}: negative. */
    public static int decode(FrameBuffer buffer, int offset, int length) {
        if (length < LENGTH) {
            return DropReason.SHORT_HEADER.code();
        }
        long header = buffer.getLong(offset);
        if ((header & FLAG_VNI) == 0) {
            return DropReason.NO_VNI_FLAG.code();
        }
        return (int) (header >>> 8) & MAX_VNI;
    }

    /** Refuses what cannot name a network: the identifier 0 is on the wire a legal one, but never given to a network. */
    public static void checkVni(int vni) {
        if (vni < 1 || vni > MAX_VNI) {
            throw vniOutOfRange(vni, 1);
        }
    }

    private static IllegalArgumentException vniOutOfRange(int vni, int least) {
        return new IllegalArgumentException("vni: " + vni + " (expected: " + least + " to " + MAX_VNI + ")");
    }
}
