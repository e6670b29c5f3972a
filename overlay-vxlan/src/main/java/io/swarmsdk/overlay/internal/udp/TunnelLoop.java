package io.swarmsdk.overlay.internal.udp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import io.swarmsdk.overlay.DropReason;
import io.swarmsdk.overlay.internal.core.EndpointCore;
import io.swarmsdk.overlay.internal.core.FrameBuffer;
import io.swarmsdk.overlay.internal.core.SwitchEffects;
import io.swarmsdk.overlay.internal.core.VirtualSwitch;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries frames between the socket, the switch and the ports. Confined to the event loop. Datagrams are written one by
 * one and flushed together: after a read is complete, after a drain of what callers sent, and every
 * {@value #FLUSH_EVERY} datagrams.
 */
final class TunnelLoop extends ChannelInboundHandlerAdapter implements SwitchEffects {

    private static final Logger LOG = LoggerFactory.getLogger(TunnelLoop.class);
    private static final int FLUSH_EVERY = 64;

    private final String name;
    private final VirtualSwitch virtualSwitch;
    private final VtepDirectory directory;
    private final List<@Nullable PortShell> ports = new ArrayList<>();
    private final ArrayDeque<NettyFrame> spareFrames = new ArrayDeque<>();
    private @Nullable Channel channel;
    private int unflushed;

    TunnelLoop(String name, VirtualSwitch virtualSwitch, VtepDirectory directory) {
        this.name = name;
        this.virtualSwitch = virtualSwitch;
        this.directory = directory;
    }

    /** Gives the port a number that no open port has. */
    int addPort(PortShell port) {
        int free = ports.indexOf(null);
        if (free >= 0) {
            ports.set(free, port);
            return free;
        }
        ports.add(port);
        return ports.size() - 1;
    }

    void removePort(int number) {
        ports.set(number, null);
    }

    /** A buffer for one outgoing frame with room in front of it; goes back with {@link #fromPort}. */
    NettyFrame allocate(int frameLength) {
        return frame(ByteBufAllocator.DEFAULT.directBuffer(EndpointCore.HEADROOM + frameLength));
    }

    /** A port sends a frame that lies behind the headroom; the buffer is given away. */
    void fromPort(int port, int vni, NettyFrame frame, int length) {
        try {
            virtualSwitch.fromPort(port, vni, frame, EndpointCore.HEADROOM, length, this);
        } finally {
            ByteBuf memory = frame.memory();
            giveBack(frame);
            memory.release();
        }
    }

    private void giveBack(NettyFrame frame) {
        spareFrames.push(frame.over(Unpooled.EMPTY_BUFFER));
    }

    NettyFrame frame(ByteBuf memory) {
        NettyFrame spare = spareFrames.poll();
        return (spare == null ? new NettyFrame() : spare).over(memory);
    }

    void flush() {
        if (unflushed > 0 && channel != null) {
            unflushed = 0;
            channel.flush();
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        channel = context.channel();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        DatagramPacket packet = (DatagramPacket) message;
        ByteBuf content = packet.content();
        NettyFrame frame = frame(content);
        try {
            virtualSwitch.fromTunnel(frame, content.readerIndex(), content.readableBytes(), this);
        } finally {
            giveBack(frame);
            packet.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        flush();
    }

    /** The socket refused a datagram, or a read failed; either way the socket goes on. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOG.error("[{}] a frame could not be handled", name, cause);
            return;
        }
        virtualSwitch.traffic().drop(DropReason.SEND_FAILED);
        LOG.debug("[{}] the socket refused a datagram: {}", name, cause.toString());
    }

    @Override
    public void deliverLocal(int port, FrameBuffer buffer, int frame, int length) {
        PortShell target = ports.get(port);
        if (target != null) {
            target.receive(buffer, frame, length);
        }
    }

    @Override
    public void sendTo(int vtep, FrameBuffer buffer, int datagram, int length) {
        Channel out = channel;
        if (out == null || !out.isWritable()) {
            virtualSwitch.traffic().drop(DropReason.SENDER_AHEAD);
            return;
        }
        // Copies of a broadcast share the bytes and the indexes: writing a datagram changes neither.
        ByteBuf memory = ((NettyFrame) buffer).memory();
        memory.setIndex(datagram, datagram + length);
        out.write(new DatagramPacket(memory.retain(), directory.address(vtep)), out.voidPromise());
        if (++unflushed >= FLUSH_EVERY) {
            flush();
        }
    }

    @Override
    public void drop(DropReason reason) {
        LOG.trace("[{}] dropped a frame: {}", name, reason);
    }
}
