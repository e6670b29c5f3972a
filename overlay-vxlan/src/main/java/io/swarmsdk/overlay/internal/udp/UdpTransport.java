package io.swarmsdk.overlay.internal.udp;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.unix.IntegerUnixChannelOption;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.util.concurrent.ThreadFactory;

/** Opens the one socket of an endpoint: with epoll where its native library is there, with NIO elsewhere. */
final class UdpTransport {

    private static final int SOCKET_BUFFER = 4 << 20;
    private static final int MESSAGES_PER_READ = 64;
    private static final int MESSAGES_PER_SYSCALL = 16;

    // A tunnel endpoint must not fragment (RFC 7348, section 4.3): the kernel refuses what is longer than the path.
    private static final int PROBE_NEVER_FRAGMENT = 2;
    private static final IntegerUnixChannelOption IPV4_MTU_DISCOVER =
            new IntegerUnixChannelOption("IP_MTU_DISCOVER", 0, 10);
    private static final IntegerUnixChannelOption IPV6_MTU_DISCOVER =
            new IntegerUnixChannelOption("IPV6_MTU_DISCOVER", 41, 23);

    private UdpTransport() {}

    /** What the sockets are made of, for the log. */
    static String kind() {
        return isNative() ? "epoll" : "nio";
    }

    private static boolean isNative() {
        return Epoll.isAvailable();
    }

    static EventLoopGroup newLoop(ThreadFactory threads) {
        IoHandlerFactory handler = isNative() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        return new MultiThreadIoEventLoopGroup(1, threads, handler);
    }

    /** Binds, and waits for it; what fails is thrown as the socket said it. */
    static Channel bind(EventLoopGroup loop, InetSocketAddress address, int longestDatagram, ChannelHandler handler) {
        boolean ipv4 = address.getAddress() instanceof Inet4Address;
        SocketProtocolFamily family = ipv4 ? SocketProtocolFamily.INET : SocketProtocolFamily.INET6;
        // One byte more than may come, so that a longer datagram shows as too long and not as a shorter one.
        int receiveBuffer = longestDatagram + 1 + 63 & ~63;
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .handler(handler)
                .option(ChannelOption.SO_RCVBUF, SOCKET_BUFFER)
                .option(ChannelOption.SO_SNDBUF, SOCKET_BUFFER)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(1 << 20, 2 << 20));
        if (isNative()) {
            bootstrap
                    .channelFactory(() -> new EpollDatagramChannel(family))
                    .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, receiveBuffer)
                    .option(ChannelOption.RECVBUF_ALLOCATOR, receiver(receiveBuffer * MESSAGES_PER_SYSCALL))
                    .option(ipv4 ? IPV4_MTU_DISCOVER : IPV6_MTU_DISCOVER, PROBE_NEVER_FRAGMENT);
        } else {
            bootstrap
                    .channelFactory(() -> new NioDatagramChannel(family))
                    .option(ChannelOption.RECVBUF_ALLOCATOR, receiver(receiveBuffer));
        }
        return bootstrap.bind(address).syncUninterruptibly().channel();
    }

    private static FixedRecvByteBufAllocator receiver(int bufferSize) {
        FixedRecvByteBufAllocator allocator = new FixedRecvByteBufAllocator(bufferSize);
        allocator.maxMessagesPerRead(MESSAGES_PER_READ);
        return allocator;
    }
}
