package io.swarmsdk.overlay.internal.udp;

import io.swarmsdk.overlay.ForwardingControl;
import io.swarmsdk.overlay.ForwardingEntry;
import io.swarmsdk.overlay.MacAddress;
import io.swarmsdk.overlay.internal.core.Segment;
import io.swarmsdk.overlay.internal.core.Segments;
import java.net.Inet4Address;
import java.util.ArrayList;
import java.util.List;

/** Writes the caller's entries into the tables, one writer at a time: the shell's lock is held for each call. */
final class ForwardingBook implements ForwardingControl {

    private final Object lock;
    private final Segments segments;
    private final VtepDirectory directory;
    private final boolean ipv4Socket;

    ForwardingBook(Object lock, Segments segments, VtepDirectory directory, boolean ipv4Socket) {
        this.lock = lock;
        this.ipv4Socket = ipv4Socket;
        this.segments = segments;
        this.directory = directory;
    }

    @Override
    public void put(ForwardingEntry entry) {
        if (ipv4Socket && !(entry.vtep().getAddress() instanceof Inet4Address)) {
            throw new IllegalArgumentException(
                    "vtep: " + entry.vtep() + " (expected: an IPv4 address, as the socket has one)");
        }
        synchronized (lock) {
            int vtep = directory.numberOf(entry.vtep());
            int ip = Ipv4Addresses.toInt(entry.ip());
            segments.put(entry.vni(), new Segment.Row(entry.mac().value(), ip, vtep));
        }
    }

    @Override
    public boolean remove(int vni, MacAddress mac) {
        synchronized (lock) {
            return segments.remove(vni, mac.value());
        }
    }

    @Override
    public List<ForwardingEntry> entries(int vni) {
        synchronized (lock) {
            List<ForwardingEntry> entries = new ArrayList<>();
            for (Segment.Row row : segments.rows(vni)) {
                entries.add(new ForwardingEntry(
                        vni,
                        new MacAddress(row.mac()),
                        Ipv4Addresses.toAddress(row.ip()),
                        directory.address(row.vtep())));
            }
            return entries;
        }
    }
}
