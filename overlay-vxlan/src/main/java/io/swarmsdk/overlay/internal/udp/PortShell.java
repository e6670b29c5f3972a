package io.swarmsdk.overlay.internal.udp;

import io.netty.util.concurrent.ScheduledFuture;
import io.swarmsdk.overlay.DropReason;
import io.swarmsdk.overlay.FrameReceiver;
import io.swarmsdk.overlay.MacAddress;
import io.swarmsdk.overlay.OverlayException.ClosedException;
import io.swarmsdk.overlay.OverlayException.NoAnswerException;
import io.swarmsdk.overlay.OverlayException.OverloadedException;
import io.swarmsdk.overlay.PortStats;
import io.swarmsdk.overlay.internal.core.EndpointCore;
import io.swarmsdk.overlay.internal.core.EndpointEffects;
import io.swarmsdk.overlay.internal.core.FrameBuffer;
import io.swarmsdk.overlay.internal.core.Traffic;
import io.swarmsdk.overlay.internal.core.Traffic.Kind;
import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One in-process port: its host core, which the loop owns, and the callers' futures and receiver, which are served on
 * the callback executor. Questions under way and frames waiting for the receiver are bounded.
 */
public final class PortShell implements EndpointEffects {

    private static final Logger LOG = LoggerFactory.getLogger(PortShell.class);
    private static final int MAX_QUESTIONS = 1024;
    private static final int MAX_WAITING_FRAMES = 1024;

    /** A caller's future, and how to complete it with what the core found. */
    private record Waiter<T>(CompletableFuture<T> future, String question) {}

    private final VtepShell vtep;
    private final int vni;
    private final MacAddress mac;
    private final Inet4Address address;
    private final int prefixLength;
    private final EndpointCore core; // loop only
    private final AtomicInteger questions = new AtomicInteger();
    private final AtomicInteger waitingFrames = new AtomicInteger();
    private final LongAdder refusedFrames = new LongAdder();
    private final Map<Long, Waiter<Duration>> pings = new HashMap<>(); // loop only
    private final Map<Long, Waiter<MacAddress>> lookups = new HashMap<>(); // loop only
    private volatile @Nullable FrameReceiver receiver;
    private volatile boolean closed;
    private int number; // loop only
    private long lastToken; // loop only
    private @Nullable ScheduledFuture<?> alarm; // loop only
    private long alarmNanos; // loop only

    PortShell(VtepShell vtep, int vni, MacAddress mac, Inet4Address address, int prefixLength) {
        this.vtep = vtep;
        this.vni = vni;
        this.mac = mac;
        this.address = address;
        this.prefixLength = prefixLength;
        this.core = new EndpointCore(mac.value(), Ipv4Addresses.toInt(address), vtep.traffic());
    }

    /** The network. */
    public int vni() {
        return vni;
    }

    /** The port's MAC address. */
    public MacAddress mac() {
        return mac;
    }

    /** The port's IPv4 address. */
    public Inet4Address address() {
        return address;
    }

    /** Sets who takes the frames that the host core leaves. */
    public void receiver(FrameReceiver next) {
        receiver = next;
    }

    /** Asks for an echo; completes with the round trip. */
    public CompletableFuture<Duration> ping(Inet4Address target, Duration timeout) {
        return ask("echo from " + target.getHostAddress(), target, timeout, (token, waiter) -> {
            pings.put(token, waiter);
            core.ping(token, Ipv4Addresses.toInt(target), timeout.toNanos(), System.nanoTime(), this);
        });
    }

    /** Asks who has an address. */
    public CompletableFuture<MacAddress> resolve(Inet4Address target, Duration timeout) {
        return ask("ARP for " + target.getHostAddress(), target, timeout, (token, waiter) -> {
            lookups.put(token, waiter);
            core.resolve(token, Ipv4Addresses.toInt(target), timeout.toNanos(), System.nanoTime(), this);
        });
    }

    private <T> CompletableFuture<T> ask(
            String question, Inet4Address target, Duration timeout, BiConsumer<Long, Waiter<T>> start) {
        int mask = Ipv4Addresses.mask(prefixLength);
        if (((Ipv4Addresses.toInt(target) ^ Ipv4Addresses.toInt(address)) & mask) != 0) {
            throw new IllegalArgumentException("target: " + target.getHostAddress() + " (expected: inside "
                    + address.getHostAddress() + "/" + prefixLength + ")");
        }
        if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("timeout: " + timeout + " (expected: more than 0, at most a day)");
        }
        Waiter<T> waiter = new Waiter<>(new CompletableFuture<>(), question);
        if (questions.incrementAndGet() > MAX_QUESTIONS) {
            questions.decrementAndGet();
            waiter.future.completeExceptionally(
                    new OverloadedException(this + ": " + MAX_QUESTIONS + " questions are under way"));
            return waiter.future;
        }
        boolean accepted = vtep.onLoop(() -> {
            if (closed) {
                fail(waiter, closedException());
            } else {
                start.accept(++lastToken, waiter);
            }
        });
        if (!accepted) {
            fail(waiter, closedException());
        }
        return waiter.future;
    }

    /** Sends a whole frame; false if nothing was sent, as too much is waiting already or the port is closed. */
    public boolean send(ByteBuffer frame) {
        if (frame.remaining() > vtep.longestFrame()) {
            throw new IllegalArgumentException(
                    "frame: " + frame.remaining() + " bytes (expected: at most " + vtep.longestFrame() + ")");
        }
        boolean sent = !closed && vtep.enqueue(this, frame);
        if (!sent) {
            refusedFrames.increment();
        }
        return sent;
    }

    /** The port's counters. */
    public PortStats stats() {
        Traffic traffic = core.traffic();
        return new PortStats(
                traffic.get(Kind.PORT_FRAMES_IN),
                traffic.get(Kind.PORT_BYTES_IN),
                traffic.get(Kind.PORT_FRAMES_OUT),
                traffic.get(Kind.PORT_BYTES_OUT),
                traffic.get(Kind.ARP_ANSWERED),
                traffic.get(Kind.ECHO_ANSWERED),
                traffic.drops(Map.of(DropReason.SENDER_AHEAD, refusedFrames.sum())));
    }

    /** Takes the port off its network; who still waits gets a {@link ClosedException}. */
    public void close() {
        vtep.closePort(this);
    }

    // ---- on the loop ----

    int number() {
        return number;
    }

    void opened(int givenNumber) {
        number = givenNumber;
    }

    void receive(FrameBuffer buffer, int frame, int length) {
        core.receive(buffer, frame, length, System.nanoTime(), this);
    }

    /** Hands over a frame that a caller has sent. */
    void forward(NettyFrame frame, int length) {
        core.sent(length);
        vtep.loop().fromPort(number, vni, frame, length);
    }

    boolean isClosed() {
        return closed;
    }

    void closed() {
        closed = true;
        if (alarm != null) {
            alarm.cancel(false);
        }
        List<Waiter<?>> left = new ArrayList<>(pings.values());
        left.addAll(lookups.values());
        pings.clear();
        lookups.clear();
        left.forEach(waiter -> fail(waiter, closedException()));
    }

    @Override
    public FrameBuffer allocate(int frameLength) {
        return vtep.loop().allocate(frameLength);
    }

    @Override
    public void transmit(FrameBuffer buffer, int frame, int length) {
        vtep.loop().fromPort(number, vni, (NettyFrame) buffer, length);
    }

    @Override
    public void answered(long token, long roundTripNanos) {
        complete(pings.remove(token), Duration.ofNanos(roundTripNanos));
    }

    @Override
    public void resolved(long token, long found) {
        complete(lookups.remove(token), new MacAddress(found));
    }

    @Override
    public void expired(long token, boolean found) {
        Waiter<?> waiter = pings.containsKey(token) ? pings.remove(token) : lookups.remove(token);
        if (waiter != null) {
            String why = found ? "no reply to the echo request" : "nobody answers ARP for the address";
            fail(waiter, new NoAnswerException(this + ": " + waiter.question + ": " + why));
        }
    }

    @Override
    public void toReceiver(FrameBuffer buffer, int frame, int length) {
        FrameReceiver target = receiver;
        if (target == null) {
            core.drop(DropReason.NO_RECEIVER, this);
        } else if (waitingFrames.incrementAndGet() > MAX_WAITING_FRAMES) {
            waitingFrames.decrementAndGet();
            core.drop(DropReason.RECEIVER_BEHIND, this);
        } else {
            ByteBuffer copy = ByteBuffer.allocate(length);
            ((NettyFrame) buffer).memory().getBytes(frame, copy);
            copy.flip();
            vtep.callback(() -> {
                waitingFrames.decrementAndGet();
                target.received(copy);
            });
        }
    }

    @Override
    public void drop(DropReason reason) {
        LOG.trace("[{}] dropped a frame: {}", this, reason);
    }

    @Override
    public void wakeAt(long nanos) {
        if (alarm != null && alarmNanos - nanos <= 0) {
            return;
        }
        if (alarm != null) {
            alarm.cancel(false);
        }
        alarmNanos = nanos;
        long delayNanos = Math.max(0, nanos - System.nanoTime());
        alarm = vtep.eventLoop().schedule(this::ring, delayNanos, TimeUnit.NANOSECONDS);
    }

    private void ring() {
        alarm = null;
        core.tick(System.nanoTime(), this);
        vtep.loop().flush();
    }

    private <T> void complete(@Nullable Waiter<T> waiter, T value) {
        if (waiter != null) {
            questions.decrementAndGet();
            vtep.callback(() -> waiter.future.complete(value));
        }
    }

    private void fail(Waiter<?> waiter, RuntimeException why) {
        questions.decrementAndGet();
        vtep.callback(() -> waiter.future.completeExceptionally(why));
    }

    private ClosedException closedException() {
        return new ClosedException(this + " is closed");
    }

    @Override
    public String toString() {
        return "port " + address.getHostAddress() + " on network " + vni;
    }
}
