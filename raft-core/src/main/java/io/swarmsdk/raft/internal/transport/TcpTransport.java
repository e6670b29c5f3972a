package io.swarmsdk.raft.internal.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.swarmsdk.raft.internal.core.RaftMessage;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries messages between this node and its peers. Messages may be lost, never altered; from one peer they arrive in
 * order as long as its connection lasts. {@link #send} may be called from any thread and never waits.
 */
public final class TcpTransport implements AutoCloseable {
    /** Where messages go that arrive. Called on an event loop; must not wait. False if there is no room. */
    public interface Receiver {
        boolean onMessage(String from, RaftMessage message);
    }

    /**
     * @param incarnation differs at each start of the node
     * @param maxFrameBytes the largest message to take from a peer
     */
    public record Config(
            String clusterId,
            String self,
            InetSocketAddress bind,
            Map<String, InetSocketAddress> peers,
            long incarnation,
            int maxFrameBytes) {}

    private static final Logger LOG = LoggerFactory.getLogger(TcpTransport.class);
    private static final int QUEUE_BYTES = 16 << 20;

    private final Config config;
    private final Handshake handshake;
    private final Receiver receiver;
    private final Complaints complaints;
    private final EventLoopGroup group;
    private final Map<String, PeerLink> links = new TreeMap<>();
    private final Map<String, Channel> inbound = new ConcurrentHashMap<>();
    private final AtomicInteger inboundCount = new AtomicInteger();
    private final LongAdder sent = new LongAdder();
    private final LongAdder received = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final Channel server;

    private TcpTransport(Config config, Receiver receiver) {
        this.config = config;
        this.handshake =
                new Handshake(config.clusterId, config.self, new TreeMap<>(config.peers).keySet(), config.incarnation);
        this.receiver = receiver;
        this.complaints = new Complaints(LOG, config.self);
        this.group = newGroup(config.self);
        try {
            this.server = bind();
        } catch (RuntimeException e) {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            throw e;
        }
    }

    /**
     * Listens, and begins to connect to all peers.
     *
     * @throws IllegalArgumentException if the address cannot be bound
     */
    public static TcpTransport start(Config config, Receiver receiver) {
        var transport = new TcpTransport(config, receiver);
        new TreeMap<>(config.peers).forEach(transport::link);
        return transport;
    }

    private void link(String peer, InetSocketAddress address) {
        var bootstrap = new Bootstrap()
                .channel(Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 2_000)
                .option(ChannelOption.MESSAGE_SIZE_ESTIMATOR, MessageEncoder.SIZES)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(QUEUE_BYTES / 2, QUEUE_BYTES));
        PeerLink link = new PeerLink(this, peer, address, group.next(), bootstrap);
        links.put(peer, link);
        link.open();
    }

    private Channel bind() {
        ChannelFuture bound = new ServerBootstrap()
                .group(group)
                .channel(Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        var decoder = new FrameDecoder();
                        channel.pipeline().addLast(decoder).addLast(new Inbound(TcpTransport.this, decoder));
                    }
                })
                .bind(config.bind)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IllegalArgumentException(
                    "bind: " + config.bind + " (expected: a free address of this machine)", bound.cause());
        }
        return bound.channel();
    }

    private static EventLoopGroup newGroup(String self) {
        var count = new AtomicInteger();
        ThreadFactory threads = task -> {
            var thread = new FastThreadLocalThread(task, "swarm-raft-" + self + "-io-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
        int size = Runtime.getRuntime().availableProcessors() > 2 ? 2 : 1;
        return new MultiThreadIoEventLoopGroup(
                size, threads, Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    }

    /** Sends, or drops and counts it. */
    public void send(String to, RaftMessage message) {
        PeerLink link = links.get(to);
        (link != null && link.send(message) ? sent : dropped).increment();
    }

    /** Where this node listens, with the real port. */
    public InetSocketAddress address() {
        return (InetSocketAddress) server.localAddress();
    }

    /** Messages handed to a connection so far. */
    public long sent() {
        return sent.sum();
    }

    /** Messages taken from peers so far. */
    public long received() {
        return received.sum();
    }

    /** Messages lost on this node so far, in either direction. */
    public long dropped() {
        return dropped.sum();
    }

    /** Closes every connection and ends the threads. */
    @Override
    public void close() {
        server.close();
        links.values().forEach(PeerLink::close);
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5_000);
    }

    void deliver(String from, RaftMessage message) {
        (receiver.onMessage(from, message) ? received : dropped).increment();
    }

    /** A bound on connections, so that strangers cannot use up the file descriptors. */
    boolean admit(Channel channel) {
        int limit = 16 + 4 * config.peers.size();
        channel.closeFuture().addListener(closed -> inboundCount.decrementAndGet());
        if (inboundCount.incrementAndGet() > limit) {
            complain("closed a connection from", channel.remoteAddress(), "more than " + limit + " are open");
            return false;
        }
        return true;
    }

    /** A peer has one connection to this node; an older one is a relic. */
    void replaceInbound(String from, Channel channel) {
        Channel older = inbound.put(from, channel);
        channel.closeFuture().addListener(closed -> inbound.remove(from, channel));
        if (older != null) {
            older.close();
        }
    }

    void malformed(Channel channel, @Nullable String from, Throwable cause) {
        Throwable root = cause.getCause() instanceof MalformedFrameException inner ? inner : cause;
        if (root instanceof MalformedFrameException) {
            dropped.increment();
            complain(
                    "closed the connection with " + (from == null ? "a stranger" : from) + " at",
                    channel.remoteAddress(),
                    String.valueOf(root.getMessage()));
        } else {
            LOG.debug("[{}] connection with {} failed: {}", config.self, from, cause.toString());
        }
    }

    void complain(String what, SocketAddress who, String why) {
        complaints.warn(what, who, why);
    }

    Handshake handshake() {
        return handshake;
    }

    String self() {
        return config.self;
    }

    int maxFrameBytes() {
        return config.maxFrameBytes;
    }
}
