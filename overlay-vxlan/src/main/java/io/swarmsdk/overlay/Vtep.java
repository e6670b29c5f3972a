package io.swarmsdk.overlay;

import io.swarmsdk.overlay.internal.core.VxlanHeader;
import io.swarmsdk.overlay.internal.udp.VtepShell;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A VXLAN tunnel endpoint (RFC 7348) in this JVM: one UDP socket, any number of virtual networks, and ports on them.
 * It needs no privileges and talks to any other endpoint, such as a Linux {@code vxlan} device.
 *
 * <p>Frames go where {@link #control()} was told that their destination lives; broadcasts are copied to every endpoint
 * with a station on that network; ARP requests for known addresses are answered on the spot. Nothing is learned from
 * traffic. There is no encryption here: whoever can send a datagram to the socket can send a frame into a network.
 *
 * <p>Safe for use by many threads. {@link #close()} ends everything, open ports included.
 */
public final class Vtep implements AutoCloseable {

    /** The UDP port that RFC 7348 gives to VXLAN. */
    public static final int DEFAULT_PORT = 4789;

    private final VtepShell shell;

    private Vtep(VtepShell shell) {
        this.shell = shell;
    }

    /** A builder with nothing that must be set: all addresses, port 4789, an MTU for Ethernet. */
    public static Builder builder() {
        return new Builder();
    }

    /** Where the socket is bound, with the port that the system chose if it was asked to. */
    public InetSocketAddress address() {
        return shell.address();
    }

    /**
     * The addresses under which others should enter this endpoint: those set, then the bound one unless that is the
     * wildcard. An entry that names one of them names this endpoint itself, and is kept but never used.
     */
    public List<InetSocketAddress> advertised() {
        return shell.advertised();
    }

    /** Bytes that a frame may carry behind its Ethernet header. */
    public int mtu() {
        return shell.mtu();
    }

    /** Where to say who lives where. */
    public ForwardingControl control() {
        return shell.control();
    }

    /**
     * Puts a station onto a network: it answers ARP for its address and ICMP echo requests, and what else comes goes to
     * its receiver.
     *
     * @param vni network identifier, 1 to 2^24 - 1
     * @param mac the station's MAC address, for instance {@link MacAddress#forIpv4}
     * @param ip the station's address
     * @param prefixLength bits of the network's prefix, 1 to 32; the station reaches addresses with the same prefix
     * @throws IllegalArgumentException if an open port of this network has one of the addresses
     * @throws OverlayException.ClosedException if this endpoint is closed
     */
    public InProcessPort openPort(int vni, MacAddress mac, Inet4Address ip, int prefixLength) {
        VxlanHeader.checkVni(vni);
        if (!mac.isStation()) {
            throw new IllegalArgumentException("mac: " + mac + " (expected: a station, not zero and not a group)");
        }
        if (ip.isAnyLocalAddress() || ip.isMulticastAddress()) {
            throw new IllegalArgumentException("ip: " + ip.getHostAddress() + " (expected: an address of one station)");
        }
        if (prefixLength < 1 || prefixLength > 32) {
            throw new IllegalArgumentException("prefixLength: " + prefixLength + " (expected: 1 to 32)");
        }
        return new InProcessPort(shell.openPort(vni, mac, ip, prefixLength));
    }

    /** What this endpoint has done so far. */
    public VtepStats stats() {
        return shell.stats();
    }

    /** Closes the ports, the socket and the threads. Whoever waits for an answer gets a {@code ClosedException}. */
    @Override
    public void close() {
        shell.close();
    }

    @Override
    public String toString() {
        return "VXLAN endpoint on " + address();
    }

    /** Sets up a {@link Vtep}. */
    public static final class Builder {

        private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
        private static final int LEAST_MTU = 576;
        private static final int LARGEST_MTU = 65_000;
        private static final int ETHERNET_MTU = 1500;
        private static final int OVERHEAD_IPV4 = 50; // inner Ethernet 14, outer IPv4 20, UDP 8, VXLAN 8
        private static final int OVERHEAD_IPV6 = 70;

        private String name = "vtep";
        private InetSocketAddress bind = new InetSocketAddress(anyIpv4(), DEFAULT_PORT);
        private List<InetAddress> advertise = List.of();
        private int mtu; // 0: by the address family
        private @Nullable Executor callbackExecutor;

        private Builder() {}

        /** The name in threads and logs: letters, digits, dot, dash and underscore; default {@code vtep}. */
        public Builder name(String value) {
            if (!NAME.matcher(value).matches()) {
                throw new IllegalArgumentException("name: " + value + " (expected: 1 to 64 of A-Z a-z 0-9 . _ -)");
            }
            name = value;
            return this;
        }

        /**
         * The address of the socket; default every IPv4 address, port {@value Vtep#DEFAULT_PORT}. Peers with fixed
         * entries expect answers from the address they know, so bind that one where a host has several. Port 0 lets
         * the system choose.
         */
        public Builder bind(InetSocketAddress value) {
            if (value.isUnresolved() || value.getAddress().isMulticastAddress()) {
                throw new IllegalArgumentException("bind: " + value + " (expected: a resolved address of this host)");
            }
            bind = value;
            return this;
        }

        /** The addresses under which others know this endpoint; default the bound one. The port is the socket's. */
        public Builder advertise(InetAddress... values) {
            for (InetAddress value : values) {
                if (value.isAnyLocalAddress() || value.isMulticastAddress()) {
                    throw new IllegalArgumentException(
                            "advertise: " + value.getHostAddress() + " (expected: an address of one host)");
                }
            }
            advertise = List.of(values);
            return this;
        }

        /**
         * Bytes that a frame may carry behind its Ethernet header, 576 to 65000; default 1450, or 1430 on an IPv6
         * socket, which with all headers makes the 1500 of Ethernet. Larger than the path allows: datagrams are lost.
         * Smaller: more packets for the same bytes.
         */
        public Builder mtu(int value) {
            if (value < LEAST_MTU || value > LARGEST_MTU) {
                throw new IllegalArgumentException(
                        "mtu: " + value + " (expected: " + LEAST_MTU + " to " + LARGEST_MTU + ")");
            }
            mtu = value;
            return this;
        }

        /**
         * Who completes futures and calls receivers; default one thread of this endpoint's own. It must not run tasks
         * on the thread that hands them over; receivers see frames in order if it runs tasks in order.
         */
        public Builder callbackExecutor(Executor value) {
            callbackExecutor = value;
            return this;
        }

        /**
         * Binds the socket and starts.
         *
         * @throws OverlayException.BindFailedException if the socket cannot be bound
         */
        public Vtep build() {
            boolean ipv6 = bind.getAddress() instanceof Inet6Address;
            int chosen = mtu != 0 ? mtu : ETHERNET_MTU - (ipv6 ? OVERHEAD_IPV6 : OVERHEAD_IPV4);
            return new Vtep(new VtepShell(new VtepShell.Settings(name, bind, advertise, chosen, callbackExecutor)));
        }

        private static InetAddress anyIpv4() {
            try {
                return InetAddress.getByAddress(new byte[4]);
            } catch (UnknownHostException e) {
                throw new IllegalStateException("four bytes are an address", e);
            }
        }
    }
}
