package io.swarmsdk.overlay.internal.udp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.swarmsdk.overlay.internal.core.FrameBuffer;

/** Netty's memory as the core sees it. Reused from frame to frame; confined to the loop. */
final class NettyFrame implements FrameBuffer {

    private ByteBuf memory = Unpooled.EMPTY_BUFFER;

    NettyFrame over(ByteBuf buffer) {
        memory = buffer;
        return this;
    }

    ByteBuf memory() {
        return memory;
    }

    @Override
    public int capacity() {
        return memory.capacity();
    }

    @Override
    public byte getByte(int index) {
        return memory.getByte(index);
    }

    @Override
    public short getShort(int index) {
        return memory.getShort(index);
    }

    @Override
    public int getInt(int index) {
        return memory.getInt(index);
    }

    @Override
    public long getLong(int index) {
        return memory.getLong(index);
    }

    @Override
    public void setByte(int index, int value) {
        memory.setByte(index, value);
    }

    @Override
    public void setShort(int index, int value) {
        memory.setShort(index, value);
    }

    @Override
    public void setInt(int index, int value) {
        memory.setInt(index, value);
    }

    @Override
    public void setLong(int index, long value) {
        memory.setLong(index, value);
    }

    @Override
    public void copyTo(int index, FrameBuffer target, int targetIndex, int length) {
        if (target instanceof NettyFrame other) {
            memory.getBytes(index, other.memory, targetIndex, length);
        } else {
            FrameBuffer.super.copyTo(index, target, targetIndex, length);
        }
    }
}
