package io.swarmsdk.node.internal.rpc;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One channel per address, made when first asked for, all closed together. Callable from any thread. */
public final class Channels implements AutoCloseable {
    /** Largest message taken: a state of many thousand tasks. */
    public static final int MAX_MESSAGE_BYTES = 64 << 20;

    private final Map<InetSocketAddress, ManagedChannel> channels = new HashMap<>();
    private boolean closed;

    /** The channel to this address; it connects when it is used. */
    public synchronized ManagedChannel to(InetSocketAddress address) {
        if (closed) {
            throw new IllegalStateException("channels: closed");
        }
        return channels.computeIfAbsent(
                address,
                target -> NettyChannelBuilder.forAddress(target)
                        .usePlaintext()
                        .maxInboundMessageSize(MAX_MESSAGE_BYTES)
                        .keepAliveTime(5, TimeUnit.SECONDS)
                        .keepAliveTimeout(5, TimeUnit.SECONDS)
                        .build());
    }

    @Override
    public synchronized void close() {
        closed = true;
        channels.values().forEach(ManagedChannel::shutdownNow);
        try {
            for (ManagedChannel channel : channels.values()) {
                channel.awaitTermination(2, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        channels.clear();
    }
}
