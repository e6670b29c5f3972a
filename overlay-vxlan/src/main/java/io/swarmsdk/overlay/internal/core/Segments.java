package io.swarmsdk.overlay.internal.core;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All virtual networks of one endpoint. One writer at a time (the shell sees to it), any readers: {@link #find} is what
 * a switch does for each frame.
 *
 * <p>A network exists from its first port or entry to its last.
 */
public final class Segments {

    private final TreeMap<Integer, Segment> byVni = new TreeMap<>(); // writer only
    private volatile @Nullable Segment[] slots = new Segment[2]; // open addressing, at most half full, never changed

    /** The network with this identifier. Any thread. */
    public @Nullable Segment find(int vni) {
        @Nullable Segment[] now = slots;
        int mask = now.length - 1;
        for (int slot = slotOf(vni, mask); ; slot = slot + 1 & mask) {
            Segment found = now[slot];
            if (found == null || found.vni() == vni) {
                return found;
            }
        }
    }

    /** All networks by identifier; a copy. Writer only. */
    public List<Segment> all() {
        return new ArrayList<>(byVni.values());
    }

    /** Adds a remote station, or replaces the one with this MAC address. Writer only. */
    public void put(int vni, Segment.Row row) {
        obtain(vni).put(row);
    }

    /** Removes a remote station, and says whether it was there. Writer only. */
    public boolean remove(int vni, long mac) {
        Segment segment = byVni.get(vni);
        if (segment == null || !segment.remove(mac)) {
            return false;
        }
        forgetIfEmpty(segment);
        return true;
    }

    /** The remote stations of a network by MAC address; a copy. Writer only. */
    public List<Segment.Row> rows(int vni) {
        Segment segment = byVni.get(vni);
        return segment == null ? List.of() : segment.rows();
    }

    /** Whether a local port of this network has one of these addresses already. Writer only. */
    public boolean hasLocal(int vni, long mac, int ip) {
        Segment segment = byVni.get(vni);
        return segment != null && segment.hasLocal(mac, ip);
    }

    /** Puts a local port onto a network. Writer only. */
    public Segment addPort(int vni, int port, long mac, int ip) {
        Segment segment = obtain(vni);
        segment.addPort(port, mac, ip);
        return segment;
    }

    /** Takes a local port off its network. Writer only. */
    public void removePort(int vni, int port, long mac, int ip) {
        Segment segment = byVni.get(vni);
        if (segment != null) {
            segment.removePort(port, mac, ip);
            forgetIfEmpty(segment);
        }
    }

    private Segment obtain(int vni) {
        Segment segment = byVni.get(vni);
        if (segment == null) {
            segment = new Segment(vni);
            byVni.put(vni, segment);
            publish();
        }
        return segment;
    }

    private void forgetIfEmpty(Segment segment) {
        if (segment.isEmpty()) {
            byVni.remove(segment.vni());
            publish();
        }
    }

    /** Networks come and go seldom: the whole array is made anew. */
    private void publish() {
        @Nullable Segment[] fresh = new Segment[Math.max(2, Integer.highestOneBit(byVni.size()) * 4)];
        int mask = fresh.length - 1;
        for (Segment segment : byVni.values()) {
            int slot = slotOf(segment.vni(), mask);
            while (fresh[slot] != null) {
                slot = slot + 1 & mask;
            }
            fresh[slot] = segment;
        }
        slots = fresh;
    }

    private static int slotOf(int vni, int mask) {
        int mixed = vni * 0x9E37_79B9;
        return (mixed >>> 8 ^ mixed >>> 20) & mask;
    }
}
