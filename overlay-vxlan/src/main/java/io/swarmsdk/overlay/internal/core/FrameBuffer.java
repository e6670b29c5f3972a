package io.swarmsdk.overlay.internal.core;

/**
 * The bytes in which a frame or a datagram lies, big endian, addressed from the buffer's start. The shell puts its own
 * memory behind this, so that a core reads and writes packets where they are.
 */
public interface FrameBuffer {

    /** Bytes in the buffer; every access must stay below. */
    int capacity();

    /** The byte at this index, signed. */
    byte getByte(int index);

    /** Two bytes, signed. */
    short getShort(int index);

    /** Four bytes. */
    int getInt(int index);

    /** Eight bytes. */
    long getLong(int index);

    /** Writes the low eight bits. */
    void setByte(int index, int value);

    /** Writes the low sixteen bits. */
    void setShort(int index, int value);

    /** Writes four bytes. */
    void setInt(int index, int value);

    /** Writes eight bytes. */
    void setLong(int index, long value);

    /** Copies bytes into another buffer. */
    default void copyTo(int index, FrameBuffer target, int targetIndex, int length) {
        int i = 0;
        for (; i + Long.BYTES <= length; i += Long.BYTES) {
            target.setLong(targetIndex + i, getLong(index + i));
        }
        for (; i < length; i++) {
            target.setByte(targetIndex + i, getByte(index + i));
        }
    }
}
