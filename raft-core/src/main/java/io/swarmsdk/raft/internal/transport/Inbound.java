package io.swarmsdk.raft.internal.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.swarmsdk.raft.internal.wire.Hello;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The receiving end of a connection that a peer opened: a handshake, then messages. Confined to its event loop. */
final class Inbound extends SimpleChannelInboundHandler<ByteBuf> {
    static final long BEAT_MILLIS = 1_000;
    private static final long HANDSHAKE_MILLIS = 5_000;

    private final TcpTransport transport;
    private final FrameDecoder decoder;
    private @Nullable String from;

    Inbound(TcpTransport transport, FrameDecoder decoder) {
        this.transport = transport;
        this.decoder = decoder;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (!transport.admit(context.channel())) {
            context.close();
            return;
        }
        context.executor()
                .schedule(
                        () -> {
                            if (from == null) {
                                context.close();
                            }
                        },
                        HANDSHAKE_MILLIS,
                        TimeUnit.MILLISECONDS);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf body) throws MalformedFrameException {
        String sender = from;
        if (sender == null) {
            greet(context, MessageCodec.envelope(body, Hello.parser()));
        } else {
            transport.deliver(sender, MessageCodec.decode(body));
        }
    }

    private void greet(ChannelHandlerContext context, Hello hello) {
        String objection = transport.handshake().objection(hello);
        var reply = Frames.encode(context.alloc(), transport.handshake().replyTo(objection), List.of());
        if (objection != null) {
            transport.complain("refused", context.channel().remoteAddress(), objection);
            context.writeAndFlush(reply).addListener(ChannelFutureListener.CLOSE);
            return;
        }
        from = hello.getFrom();
        decoder.limit(transport.maxFrameBytes());
        transport.replaceInbound(hello.getFrom(), context.channel());
        context.writeAndFlush(reply);
        var beats = context.executor()
                .scheduleAtFixedRate(
                        () -> context.writeAndFlush(Frames.beat(context.alloc())),
                        BEAT_MILLIS,
                        BEAT_MILLIS,
                        TimeUnit.MILLISECONDS);
        context.channel().closeFuture().addListener(closed -> beats.cancel(false));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        transport.malformed(context.channel(), from, cause);
        context.close();
    }
}
