package io.swarmsdk.overlay;

import io.swarmsdk.overlay.internal.core.VxlanHeader;
import java.net.Inet4Address;
import java.net.InetSocketAddress;

/**
 * Where one station of a virtual network lives: frames for {@code mac} on network {@code vni} go to {@code vtep}, and
 * ARP requests for {@code ip} are answered with {@code mac} on the spot.
 *
 * @param vni network identifier, 1 to 2^24 - 1
 * @param mac the station; not a group, not zero
 * @param ip the station's address on the virtual network; not 0.0.0.0
 * @param vtep the tunnel endpoint behind which it lives, resolved and with its port
 */
public record ForwardingEntry(int vni, MacAddress mac, Inet4Address ip, InetSocketAddress vtep) {

    /** Checks every part. */
    public ForwardingEntry {
        VxlanHeader.checkVni(vni);
        if (!mac.isStation()) {
            throw new IllegalArgumentException("mac: " + mac + " (expected: a station, not zero and not a group)");
        }
        if (ip.isAnyLocalAddress() || ip.isMulticastAddress()) {
            throw new IllegalArgumentException("ip: " + ip.getHostAddress() + " (expected: an address of one station)");
        }
        if (vtep.isUnresolved() || vtep.getPort() == 0 || vtep.getAddress().isAnyLocalAddress()) {
            throw new IllegalArgumentException("vtep: " + vtep + " (expected: a resolved address with a port)");
        }
    }
}
