package io.swarmsdk.raft.internal.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.netty.handler.timeout.IdleStateHandler;
import io.swarmsdk.raft.internal.core.RaftMessage;
import io.swarmsdk.raft.internal.wire.HelloReply;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one connection to a peer, opened again whenever it is lost, later each time up to a second. Confined to its event
 * loop, but for {@link #send}.
 *
 * <p>A peer shows a sign of life every second. A connection without any is given up: after a partition the system
 * would try it again only minutes later, a new one is made at once.
 */
final class PeerLink {
    private static final Logger LOG = LoggerFactory.getLogger(PeerLink.class);
    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 1_000;

    private final TcpTransport transport;
    private final String peer;
    private final InetSocketAddress address;
    private final EventLoop loop;
    private final Bootstrap bootstrap;
    private long pauseMillis = FIRST_PAUSE_MILLIS;
    private boolean closed;
    private volatile @Nullable Channel ready;

    PeerLink(TcpTransport transport, String peer, InetSocketAddress address, EventLoop loop, Bootstrap bootstrap) {
        this.transport = transport;
        this.peer = peer;
        this.address = address;
        this.loop = loop;
        this.bootstrap = bootstrap.group(loop).handler(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline()
                        .addLast(new FlushConsolidationHandler(64, true))
                        .addLast(new IdleStateHandler(5 * Inbound.BEAT_MILLIS, 0, 0, TimeUnit.MILLISECONDS))
                        .addLast(new FrameDecoder())
                        .addLast(new MessageEncoder())
                        .addLast(new Outbound());
            }
        });
    }

    void open() {
        loop.execute(this::connect);
    }

    /** Never waits. False if the message is dropped, since there is no connection or too much is on its way. */
    boolean send(RaftMessage message) {
        Channel channel = ready;
        if (channel == null || !channel.isWritable()) {
            return false;
        }
        channel.writeAndFlush(message, channel.voidPromise());
        return true;
    }

    void close() {
        loop.execute(() -> {
            closed = true;
            Channel channel = ready;
            if (channel != null) {
                channel.close();
            }
        });
    }

    private void connect() {
        if (!closed) {
            bootstrap.connect(address).addListener(attempt -> {
                if (!attempt.isSuccess()) {
                    LOG.debug("[{}] no connection to {}: {}", transport.self(), peer, String.valueOf(attempt.cause()));
                    connectLater();
                }
            });
        }
    }

    private void connectLater() {
        if (closed || loop.isShuttingDown()) {
            return;
        }
        long jitter = ThreadLocalRandom.current().nextLong(pauseMillis / 2 + 1);
        loop.schedule(this::connect, pauseMillis + jitter, TimeUnit.MILLISECONDS);
        pauseMillis = Math.min(LONGEST_PAUSE_MILLIS, pauseMillis * 2);
    }

    /** Greets the peer, then only listens for signs of life. */
    private final class Outbound extends SimpleChannelInboundHandler<ByteBuf> {
        @Override
        public void channelActive(ChannelHandlerContext context) {
            if (closed) {
                context.close();
                return;
            }
            context.writeAndFlush(
                    Frames.encode(context.alloc(), transport.handshake().helloTo(peer), List.of()));
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf body) throws MalformedFrameException {
            HelloReply reply = MessageCodec.envelope(body, HelloReply.parser());
            if (!reply.getAccepted()) {
                transport.complain("was refused by " + peer + " at", address, reply.getReason());
                context.close();
                return;
            }
            LOG.info("[{}] connected to {} at {}", transport.self(), peer, address);
            pauseMillis = FIRST_PAUSE_MILLIS;
            ready = context.channel();
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            if (ready == context.channel()) {
                ready = null;
                if (!closed) {
                    LOG.info("[{}] lost the connection to {} at {}", transport.self(), peer, address);
                }
            }
            connectLater();
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            LOG.debug("[{}] no sign of life from {}", transport.self(), peer);
            context.close();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            transport.malformed(context.channel(), peer, cause);
            context.close();
        }
    }
}
