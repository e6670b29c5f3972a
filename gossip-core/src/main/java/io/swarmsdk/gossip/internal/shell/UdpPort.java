package io.swarmsdk.gossip.internal.shell;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.swarmsdk.gossip.GossipException;
import java.net.InetSocketAddress;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One event loop and its UDP socket. Counters and writes belong to the loop. */
final class UdpPort {

    /** What the loop does with what arrives. */
    interface Handler {
        void datagram(InetSocketAddress from, byte[] bytes);

        /** All that was waiting has been handed over. */
        void batchEnded();
    }

    static final Handler NOBODY = new Handler() {
        @Override
        public void datagram(InetSocketAddress from, byte[] bytes) {}

        @Override
        public void batchEnded() {}
    };

    private static final Logger LOG = LoggerFactory.getLogger(UdpPort.class);
    private static final int RECEIVE_BYTES = 9216; // peers may have been given a larger packet size
    private static final int SOCKET_BUFFER_BYTES = 1 << 20;
    private static final int STOP_SECONDS = 5;

    private final MultiThreadIoEventLoopGroup group;
    private final Channel channel;
    Handler handler = NOBODY; // and below: loop only
    long packetsSent;
    long bytesSent;
    long packetsReceived;
    long bytesReceived;

    UdpPort(String node, InetSocketAddress bind, int packetBytes, ThreadFactory threads) {
        group = new MultiThreadIoEventLoopGroup(1, threads, NioIoHandler.newFactory());
        ChannelFuture bound = new Bootstrap()
                .group(group)
                .channel(NioDatagramChannel.class)
                .option(ChannelOption.SO_RCVBUF, SOCKET_BUFFER_BYTES)
                .option(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new FixedRecvByteBufAllocator(Math.max(RECEIVE_BYTES, packetBytes)))
                .handler(new Inbound(node))
                .bind(bind)
                .awaitUninterruptibly();
        channel = bound.channel();
        Throwable cause = bound.cause();
        if (cause != null) {
            close();
            throw new GossipException("bind: " + bind + " (" + cause.getMessage() + ")", cause);
        }
    }

    EventLoop loop() {
        return channel.eventLoop();
    }

    InetSocketAddress address() {
        return (InetSocketAddress) channel.localAddress();
    }

    /** Leaves with the next {@link #flush}. What the socket does not take is lost, as datagrams are. */
    void send(InetSocketAddress to, byte[] bytes) {
        packetsSent++;
        bytesSent += bytes.length;
        channel.write(new DatagramPacket(Unpooled.wrappedBuffer(bytes), to), channel.voidPromise());
    }

    void flush() {
        channel.flush();
    }

    /** Closes the socket, lets the loop finish and ends its thread; waits for that unless called by the loop. */
    void close() {
        channel.close();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        if (!loop().inEventLoop() && !group.terminationFuture().awaitUninterruptibly(STOP_SECONDS, TimeUnit.SECONDS)) {
            LOG.warn("the event loop of {} did not end in {} s", address(), STOP_SECONDS);
        }
    }

    boolean isTerminated() {
        return group.isTerminated();
    }

    private final class Inbound extends SimpleChannelInboundHandler<DatagramPacket> {

        private final String node;

        Inbound(String node) {
            this.node = node;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
            byte[] bytes = ByteBufUtil.getBytes(packet.content());
            packetsReceived++;
            bytesReceived += bytes.length;
            handler.datagram(packet.sender(), bytes);
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            handler.batchEnded();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            LOG.debug("[{}] datagram not sent or received", node, cause); // an ICMP "unreachable" comes as one
        }
    }
}
