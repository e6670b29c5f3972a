package io.swarmsdk.overlay.internal.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** A frame in a byte array: for tests, simulations and callers without a network library. */
public final class ArrayFrame implements FrameBuffer {

    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] bytes;

    /** A view of this array: writes go through. */
    public ArrayFrame(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The array behind this frame. */
    public byte[] array() {
        return bytes;
    }

    @Override
    public int capacity() {
        return bytes.length;
    }

    @Override
    public byte getByte(int index) {
        return bytes[index];
    }

    @Override
    public short getShort(int index) {
        return (short) SHORT.get(bytes, index);
    }

    @Override
    public int getInt(int index) {
        return (int) INT.get(bytes, index);
    }

    @Override
    public long getLong(int index) {
        return (long) LONG.get(bytes, index);
    }

    @Override
    public void setByte(int index, int value) {
        bytes[index] = (byte) value;
    }

    @Override
    public void setShort(int index, int value) {
        SHORT.set(bytes, index, (short) value);
    }

    @Override
    public void setInt(int index, int value) {
        INT.set(bytes, index, value);
    }

    @Override
    public void setLong(int index, long value) {
        LONG.set(bytes, index, value);
    }
}
