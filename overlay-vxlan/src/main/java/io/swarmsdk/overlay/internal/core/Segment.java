package io.swarmsdk.overlay.internal.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One virtual network as this endpoint knows it: its local ports, its remote stations, the tunnels a broadcast goes to.
 * Each network has tables of its own, so a frame cannot reach a station of another one whatever its addresses are.
 *
 * <p>Precedence: a local port goes before a remote entry of the same address, and the entry shows again when the port
 * closes. Methods that say so may be called by the writer only; the lookups by any thread.
 */
public final class Segment {

    /** In place of a tunnel: the entry names this endpoint itself, and is kept but never used. */
    public static final int SELF = -1;

    /**
     * One remote station.
     *
     * @param mac its MAC address
     * @param ip its IPv4 address
     * @param vtep the number of its tunnel endpoint, or {@link #SELF}
     */
    public record Row(long mac, int ip, int vtep) {}

    private static final int[] NONE = {};

    private final int vni;
    private final Traffic traffic = new Traffic();
    private final LongTable localPortByMac = new LongTable();
    private final LongTable localMacByIp = new LongTable();
    private final LongTable remoteVtepByMac = new LongTable();
    private final LongTable remoteMacByIp = new LongTable();
    private volatile int[] ports = NONE;
    private volatile int[] floodList = NONE;

    // The writer's own books.
    private final TreeMap<Long, Row> rows = new TreeMap<>();
    private final TreeMap<Integer, TreeSet<Long>> macsByIp = new TreeMap<>();
    private final TreeMap<Integer, Integer> rowsByVtep = new TreeMap<>();

    Segment(int vni) {
        this.vni = vni;
    }

    /** The network identifier. */
    public int vni() {
        return vni;
    }

    /** What has passed on this network. */
    public Traffic traffic() {
        return traffic;
    }

    /** The local port with this MAC address, or negative. */
    int localPort(long mac) {
        return (int) localPortByMac.get(mac);
    }

    /** The number of the tunnel endpoint behind which this MAC address lives, or negative. */
    int remoteVtep(long mac) {
        return (int) remoteVtepByMac.get(mac);
    }

    /** The MAC address that answers to this IPv4 address, or negative. */
    long macOf(int ip) {
        long local = localMacByIp.get(Integer.toUnsignedLong(ip));
        return local != LongTable.MISSING ? local : remoteMacByIp.get(Integer.toUnsignedLong(ip));
    }

    /** All local ports; the array is never changed, nor may the caller. */
    int[] ports() {
        return ports;
    }

    /** The tunnel endpoints with at least one station here; the array is never changed, nor may the caller. */
    int[] floodList() {
        return floodList;
    }

    /** The remote stations by MAC address; a copy. Writer only. */
    List<Row> rows() {
        return new ArrayList<>(rows.values());
    }

    /** Writer only. */
    boolean isEmpty() {
        return rows.isEmpty() && ports.length == 0;
    }

    /** Writer only. */
    boolean hasLocal(long mac, int ip) {
        return localPortByMac.get(mac) != LongTable.MISSING
                || localMacByIp.get(Integer.toUnsignedLong(ip)) != LongTable.MISSING;
    }

    /** Writer only. */
    void addPort(int port, long mac, int ip) {
        localPortByMac.put(mac, port);
        localMacByIp.put(Integer.toUnsignedLong(ip), mac);
        int[] more = Arrays.copyOf(ports, ports.length + 1);
        more[ports.length] = port;
        ports = more;
    }

    /** Writer only. */
    void removePort(int port, long mac, int ip) {
        localPortByMac.remove(mac);
        localMacByIp.remove(Integer.toUnsignedLong(ip));
        ports = Arrays.stream(ports).filter(each -> each != port).toArray();
    }

    /** Adds a station or replaces the one with this MAC address. Writer only. */
    void put(Row row) {
        Row before = rows.put(row.mac(), row);
        if (before != null && before.ip() != row.ip()) {
            withdrawIp(before);
        }
        macsByIp.computeIfAbsent(row.ip(), any -> new TreeSet<>()).add(row.mac());
        if (row.vtep() == SELF) {
            remoteVtepByMac.remove(row.mac());
            announceSurvivor(row.ip());
        } else {
            remoteVtepByMac.put(row.mac(), row.vtep());
            remoteMacByIp.put(Integer.toUnsignedLong(row.ip()), row.mac());
            countVtep(row.vtep(), 1);
        }
        if (before != null) {
            countVtep(before.vtep(), -1);
        }
    }

    /** Removes the station with this MAC address. Writer only. */
    boolean remove(long mac) {
        Row before = rows.remove(mac);
        if (before == null) {
            return false;
        }
        remoteVtepByMac.remove(mac);
        withdrawIp(before);
        countVtep(before.vtep(), -1);
        return true;
    }

    private void withdrawIp(Row row) {
        TreeSet<Long> owners = macsByIp.get(row.ip());
        if (owners == null) {
            return;
        }
        owners.remove(row.mac());
        if (owners.isEmpty()) {
            macsByIp.remove(row.ip());
        }
        if (remoteMacByIp.get(Integer.toUnsignedLong(row.ip())) == row.mac()) {
            announceSurvivor(row.ip());
        }
    }

    /** Two stations may hold one address for a while, as a task moves: when one goes, the other answers. */
    private void announceSurvivor(int ip) {
        long survivor = LongTable.MISSING;
        for (long mac : macsByIp.getOrDefault(ip, new TreeSet<>())) {
            if (remoteVtepByMac.get(mac) != LongTable.MISSING) {
                survivor = mac;
            }
        }
        if (survivor == LongTable.MISSING) {
            remoteMacByIp.remove(Integer.toUnsignedLong(ip));
        } else {
            remoteMacByIp.put(Integer.toUnsignedLong(ip), survivor);
        }
    }

    private void countVtep(int vtep, int change) {
        if (vtep == SELF) {
            return;
        }
        int count = rowsByVtep.getOrDefault(vtep, 0) + change;
        if (count == 0) {
            rowsByVtep.remove(vtep);
        } else {
            rowsByVtep.put(vtep, count);
        }
        if (rowsByVtep.size() != floodList.length) {
            floodList = rowsByVtep.keySet().stream().mapToInt(Integer::intValue).toArray();
        }
    }
}
