package io.swarmsdk.raft.internal.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultMessageSizeEstimator;
import io.netty.channel.MessageSizeEstimator;
import io.swarmsdk.raft.internal.core.RaftMessage;

/** Encodes on the event loop, so that the protocol thread does not have to. */
final class MessageEncoder extends ChannelOutboundHandlerAdapter {
    /** Counts entries with their size from the moment they are handed over: what bounds the queue to a peer. */
    static final MessageSizeEstimator SIZES = () -> {
        MessageSizeEstimator.Handle buffers = DefaultMessageSizeEstimator.DEFAULT.newHandle();
        return message -> message instanceof RaftMessage raft ? MessageSizes.of(raft) : buffers.size(message);
    };

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        context.write(
                message instanceof RaftMessage raft ? MessageCodec.encode(context.alloc(), raft) : message, promise);
    }
}
