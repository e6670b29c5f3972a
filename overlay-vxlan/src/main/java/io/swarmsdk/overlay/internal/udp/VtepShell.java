package io.swarmsdk.overlay.internal.udp;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.swarmsdk.overlay.DropReason;
import io.swarmsdk.overlay.ForwardingControl;
import io.swarmsdk.overlay.MacAddress;
import io.swarmsdk.overlay.NetworkStats;
import io.swarmsdk.overlay.OverlayException.BindFailedException;
import io.swarmsdk.overlay.OverlayException.ClosedException;
import io.swarmsdk.overlay.VtepStats;
import io.swarmsdk.overlay.internal.core.Ethernet;
import io.swarmsdk.overlay.internal.core.Segment;
import io.swarmsdk.overlay.internal.core.Segments;
import io.swarmsdk.overlay.internal.core.Traffic;
import io.swarmsdk.overlay.internal.core.Traffic.Kind;
import io.swarmsdk.overlay.internal.core.VirtualSwitch;
import io.swarmsdk.overlay.internal.core.VxlanHeader;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running tunnel endpoint: the loop, the tables' lock, the inbox of frames that callers send, the callbacks.
 *
 * <p>The lock is held by one writer of the tables at a time and never taken by the loop. Ports come and go on the loop
 * while whoever asked for it holds the lock, so that a port's number never changes hands in the middle of a frame.
 */
public final class VtepShell implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(VtepShell.class);
    private static final long CLOSE_SECONDS = 5;

    /**
     * How an endpoint is set up; checked by the public builder.
     *
     * @param name in threads and logs
     * @param bind where the socket is bound
     * @param advertise under which addresses others may know this endpoint
     * @param mtu bytes that a frame may carry behind its Ethernet header
     * @param callbacks who runs the callers' code; null for a thread of the endpoint's own
     */
    public record Settings(
            String name,
            InetSocketAddress bind,
            List<InetAddress> advertise,
            int mtu,
            @Nullable Executor callbacks) {}

    private final Settings settings;
    private final Object lock = new Object();
    private final Segments segments = new Segments(); // written under the lock
    private final VirtualSwitch virtualSwitch;
    private final TunnelLoop loop;
    private final EventLoopGroup group;
    private final EventLoop eventLoop;
    private final Channel channel;
    private final InetSocketAddress address;
    private final List<InetSocketAddress> advertised;
    private final ForwardingBook book;
    private final Inbox inbox;
    private final Callbacks callbacks;
    private final LongAdder refusedFrames = new LongAdder();
    private final List<PortShell> ports = new ArrayList<>(); // under the lock
    private boolean closed; // under the lock

    /** Binds the socket and starts the loop. */
    public VtepShell(Settings settings) {
        this.settings = settings;
        VtepDirectory directory = new VtepDirectory();
        this.virtualSwitch = new VirtualSwitch(segments, settings.mtu());
        this.loop = new TunnelLoop(settings.name(), virtualSwitch, directory);
        this.group = UdpTransport.newLoop(task -> thread(task, settings.name(), "loop"));
        this.eventLoop = group.next();
        this.channel = bind();
        this.address = (InetSocketAddress) channel.localAddress();
        this.advertised = ownAddresses();
        directory.self(advertised);
        boolean ipv4Socket = settings.bind().getAddress() instanceof Inet4Address;
        this.book = new ForwardingBook(lock, segments, directory, ipv4Socket);
        this.inbox = new Inbox(eventLoop, loop);
        this.callbacks = new Callbacks(settings.name(), settings.callbacks());
        LOG.info("[{}] VXLAN endpoint on {} ({})", settings.name(), address, UdpTransport.kind());
    }

    private Channel bind() {
        try {
            int longestDatagram = longestFrame() + VxlanHeader.LENGTH;
            return UdpTransport.bind(group, settings.bind(), longestDatagram, loop);
        } catch (Exception e) { // Netty throws the socket's checked exceptions undeclared
            group.shutdownGracefully(0, 0, TimeUnit.SECONDS);
            throw new BindFailedException("cannot bind " + settings.bind() + ": " + e.getMessage(), e);
        }
    }

    private List<InetSocketAddress> ownAddresses() {
        List<InetSocketAddress> own = new ArrayList<>();
        for (InetAddress each : settings.advertise()) {
            own.add(new InetSocketAddress(each, address.getPort()));
        }
        if (!address.getAddress().isAnyLocalAddress() && !own.contains(address)) {
            own.add(address);
        }
        return List.copyOf(own);
    }

    static Thread thread(Runnable task, String name, String role) {
        Thread thread = new FastThreadLocalThread(task, "swarm-overlay-" + name + "-" + role);
        thread.setDaemon(true);
        return thread;
    }

    /** Where the socket is bound. */
    public InetSocketAddress address() {
        return address;
    }

    /** How others may reach this endpoint. */
    public List<InetSocketAddress> advertised() {
        return advertised;
    }

    /** Bytes that a frame may carry behind its Ethernet header. */
    public int mtu() {
        return settings.mtu();
    }

    /** Who lives where. */
    public ForwardingControl control() {
        return book;
    }

    /** Opens a port; the addresses must be free on the network. */
    public PortShell openPort(int vni, MacAddress mac, Inet4Address ip, int prefixLength) {
        synchronized (lock) {
            requireOpen();
            int number = Ipv4Addresses.toInt(ip);
            if (segments.hasLocal(vni, mac.value(), number)) {
                throw new IllegalArgumentException("mac, ip: " + mac + ", " + ip.getHostAddress()
                        + " (expected: addresses that no open port of network " + vni + " has)");
            }
            PortShell port = new PortShell(this, vni, mac, ip, prefixLength);
            onLoopNow(() -> {
                port.opened(loop.addPort(port));
                segments.addPort(vni, port.number(), mac.value(), number);
            });
            ports.add(port);
            return port;
        }
    }

    void closePort(PortShell port) {
        synchronized (lock) {
            if (ports.remove(port)) {
                onLoopNow(() -> {
                    int ip = Ipv4Addresses.toInt(port.address());
                    segments.removePort(port.vni(), port.number(), port.mac().value(), ip);
                    loop.removePort(port.number());
                    port.closed();
                });
            }
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new ClosedException("endpoint " + settings.name() + " is closed");
        }
    }

    /** The counters of now. */
    public VtepStats stats() {
        SortedMap<Integer, NetworkStats> networks = new TreeMap<>();
        synchronized (lock) {
            for (Segment segment : segments.all()) {
                networks.put(segment.vni(), networkStats(segment));
            }
        }
        Traffic traffic = virtualSwitch.traffic();
        return new VtepStats(
                traffic.get(Kind.DATAGRAMS_RECEIVED),
                traffic.get(Kind.FRAMES_ENCAPSULATED),
                traffic.get(Kind.BYTES_ENCAPSULATED),
                traffic.get(Kind.FRAMES_DECAPSULATED),
                traffic.get(Kind.BYTES_DECAPSULATED),
                traffic.get(Kind.FRAMES_LOCAL),
                traffic.get(Kind.ARP_ANSWERED),
                traffic.get(Kind.ECHO_ANSWERED),
                traffic.drops(Map.of(DropReason.SENDER_AHEAD, refusedFrames.sum())),
                Collections.unmodifiableSortedMap(networks));
    }

    private static NetworkStats networkStats(Segment segment) {
        Traffic traffic = segment.traffic();
        return new NetworkStats(
                segment.vni(),
                traffic.get(Kind.FRAMES_ENCAPSULATED),
                traffic.get(Kind.BYTES_ENCAPSULATED),
                traffic.get(Kind.FRAMES_DECAPSULATED),
                traffic.get(Kind.BYTES_DECAPSULATED),
                traffic.get(Kind.FRAMES_LOCAL),
                traffic.get(Kind.ARP_ANSWERED));
    }

    /** Closes the ports, then the socket, then the threads; waits a few seconds at most. A second call does nothing. */
    @Override
    public void close() {
        synchronized (lock) {
            if (closed) {
                return;
            }
            closed = true;
            List.copyOf(ports).forEach(this::closePort);
        }
        channel.close().syncUninterruptibly();
        group.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
        inbox.clear();
        try {
            callbacks.close(CLOSE_SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        LOG.info("[{}] VXLAN endpoint on {} closed", settings.name(), address);
    }

    // ---- for the ports ----

    int longestFrame() {
        return settings.mtu() + Ethernet.LENGTH;
    }

    Traffic traffic() {
        return virtualSwitch.traffic();
    }

    TunnelLoop loop() {
        return loop;
    }

    EventLoop eventLoop() {
        return eventLoop;
    }

    boolean enqueue(PortShell port, ByteBuffer frame) {
        boolean taken = inbox.offer(port, frame);
        if (!taken) {
            refusedFrames.increment();
        }
        return taken;
    }

    void callback(Runnable task) {
        callbacks.run(task);
    }

    /** Runs this on the loop and sends what came of it; false if the loop has ended. */
    boolean onLoop(Runnable task) {
        try {
            eventLoop.execute(() -> {
                task.run();
                loop.flush();
            });
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    private void onLoopNow(Runnable task) {
        CompletableFuture<@Nullable Void> done = CompletableFuture.runAsync(task, eventLoop);
        done.join();
    }
}
