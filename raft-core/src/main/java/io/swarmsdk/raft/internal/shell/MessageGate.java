package io.swarmsdk.raft.internal.shell;

import io.swarmsdk.raft.internal.core.RaftMessage;
import io.swarmsdk.raft.internal.transport.MessageSizes;
import io.swarmsdk.raft.internal.transport.TcpTransport;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;

/** Lets messages into the inbox as long as there is room; the others are lost, which the protocol bears. */
final class MessageGate implements TcpTransport.Receiver {
    private static final int MAX_MESSAGES = 4096;
    private static final long MAX_BYTES = 64L << 20;

    private final Inbox inbox;
    private final BiConsumer<String, RaftMessage> loop;
    private final AtomicInteger messages = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    MessageGate(Inbox inbox, BiConsumer<String, RaftMessage> loop) {
        this.inbox = inbox;
        this.loop = loop;
    }

    @Override
    public boolean onMessage(String from, RaftMessage message) {
        int size = MessageSizes.of(message);
        if (messages.get() >= MAX_MESSAGES || bytes.get() >= MAX_BYTES) {
            return false;
        }
        messages.incrementAndGet();
        bytes.addAndGet(size);
        inbox.post(() -> {
            messages.decrementAndGet();
            bytes.addAndGet(-size);
            loop.accept(from, message);
        });
        return true;
    }
}
