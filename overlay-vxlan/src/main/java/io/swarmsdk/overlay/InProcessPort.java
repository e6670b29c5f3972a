package io.swarmsdk.overlay;

import io.swarmsdk.overlay.internal.udp.PortShell;
import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * A station on a virtual network that lives in this JVM. It answers ARP for its own address and ICMP echo requests by
 * itself; every other frame for it goes to the receiver, if one is set.
 *
 * <p>Safe for use by many threads. Futures complete, and the receiver is called, on the endpoint's callback executor.
 */
public final class InProcessPort implements AutoCloseable {

    private final PortShell shell;

    InProcessPort(PortShell shell) {
        this.shell = shell;
    }

    /** The network that this station is on. */
    public int vni() {
        return shell.vni();
    }

    /** The station's MAC address. */
    public MacAddress mac() {
        return shell.mac();
    }

    /** The station's address. */
    public Inet4Address address() {
        return shell.address();
    }

    /**
     * Finds the target's MAC address by ARP, sends it an ICMP echo request and completes with the time from that
     * request to its reply. Fails with {@link OverlayException.NoAnswerException} when the time is over (ARP included),
     * with {@link OverlayException.OverloadedException} when 1024 questions of this port are under way.
     *
     * @throws IllegalArgumentException if the target is not in the network's prefix
     */
    public CompletableFuture<Duration> ping(Inet4Address target, Duration timeout) {
        return shell.ping(target, timeout);
    }

    /** Finds a station's MAC address by ARP; fails as {@link #ping} does. */
    public CompletableFuture<MacAddress> resolve(Inet4Address target, Duration timeout) {
        return shell.resolve(target, timeout);
    }

    /**
     * Sends an Ethernet frame of the caller's making, whose source must be this station's MAC address. The bytes are
     * copied. Like on any network nothing tells whether it arrived.
     *
     * @return false if the frame was dropped at once, because too many wait to be sent or the port is closed
     * @throws IllegalArgumentException if it is longer than {@link Vtep#mtu()} and the Ethernet header
     */
    public boolean send(ByteBuffer frame) {
        return shell.send(frame);
    }

    /** Sets who takes the frames that the station does not answer itself, in place of who did so far. */
    public void setReceiver(FrameReceiver receiver) {
        shell.receiver(receiver);
    }

    /** What this port has done so far. */
    public PortStats stats() {
        return shell.stats();
    }

    /** Takes the station off its network. Whoever waits for an answer gets a {@code ClosedException}. */
    @Override
    public void close() {
        shell.close();
    }

    @Override
    public String toString() {
        return shell.toString();
    }
}
