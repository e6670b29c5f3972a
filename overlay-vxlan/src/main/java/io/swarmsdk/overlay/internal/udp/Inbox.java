package io.swarmsdk.overlay.internal.udp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import io.swarmsdk.overlay.internal.core.EndpointCore;
import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Frames that callers send, on their way to the loop: bounded, and drained many at a time with one flush. */
final class Inbox {

    private static final int FRAMES = 4096;
    private static final int FRAMES_PER_TURN = 256;

    private record Outgoing(PortShell port, ByteBuf memory) {}

    private final EventLoop eventLoop;
    private final TunnelLoop loop;
    private final ArrayBlockingQueue<Outgoing> queue = new ArrayBlockingQueue<>(FRAMES);
    private final AtomicBoolean draining = new AtomicBoolean();

    Inbox(EventLoop eventLoop, TunnelLoop loop) {
        this.eventLoop = eventLoop;
        this.loop = loop;
    }

    /** Copies the frame and queues it; false if the queue is full or the loop has ended. Any thread. */
    boolean offer(PortShell port, ByteBuffer frame) {
        if (queue.remainingCapacity() == 0) {
            return false; // spares the copy; the real bound is below
        }
        ByteBuf memory = ByteBufAllocator.DEFAULT.directBuffer(EndpointCore.HEADROOM + frame.remaining());
        memory.setIndex(0, EndpointCore.HEADROOM);
        memory.writeBytes(frame.duplicate());
        if (!queue.offer(new Outgoing(port, memory))) {
            memory.release();
            return false;
        }
        return wakeOnce();
    }

    private boolean wakeOnce() {
        if (draining.compareAndSet(false, true)) {
            try {
                eventLoop.execute(this::drain);
            } catch (RejectedExecutionException e) {
                clear();
                return false;
            }
        }
        return true;
    }

    private void drain() {
        draining.set(false); // first, so that a frame offered from now on wakes again
        for (int i = 0; i < FRAMES_PER_TURN; i++) {
            Outgoing next = queue.poll();
            if (next == null) {
                break;
            }
            int length = next.memory.readableBytes() - EndpointCore.HEADROOM;
            if (next.port.isClosed()) {
                next.memory.release();
            } else {
                next.port.forward(loop.frame(next.memory), length);
            }
        }
        loop.flush();
        if (!queue.isEmpty()) {
            wakeOnce();
        }
    }

    /** Lets go of what is left when the loop has ended. */
    void clear() {
        for (Outgoing left = queue.poll(); left != null; left = queue.poll()) {
            left.memory.release();
        }
    }
}
