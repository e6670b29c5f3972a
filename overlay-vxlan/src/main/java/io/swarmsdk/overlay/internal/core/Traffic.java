package io.swarmsdk.overlay.internal.core;

import io.swarmsdk.overlay.DropReason;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** What has passed: kept once for a switch, once for each network and once for each port. Written by the loop only. */
public final class Traffic {

    /** What is counted beside drops. The meaning of each is told where it is published. */
    public enum Kind {
        /** Datagrams taken from the socket. */
        DATAGRAMS_RECEIVED,
        /** Frames into tunnels. */
        FRAMES_ENCAPSULATED,
        /** Their bytes. */
        BYTES_ENCAPSULATED,
        /** Frames out of tunnels. */
        FRAMES_DECAPSULATED,
        /** Their bytes. */
        BYTES_DECAPSULATED,
        /** Deliveries between local ports. */
        FRAMES_LOCAL,
        /** Frames that came to a port. */
        PORT_FRAMES_IN,
        /** Their bytes. */
        PORT_BYTES_IN,
        /** Frames that a port gave to the switch. */
        PORT_FRAMES_OUT,
        /** Their bytes. */
        PORT_BYTES_OUT,
        /** ARP requests answered here. */
        ARP_ANSWERED,
        /** ICMP echo requests answered here. */
        ECHO_ANSWERED
    }

    private static final DropReason[] REASONS = DropReason.values();

    private final Counters kinds = new Counters(Kind.values().length);
    private final Counters drops = new Counters(REASONS.length);

    /** Adds to one counter. */
    public void add(Kind kind, long amount) {
        kinds.add(kind.ordinal(), amount);
    }

    /** Counts a drop. */
    public void drop(DropReason reason) {
        drops.add(reason.ordinal(), 1);
    }

    /** The value of one counter. Any thread. */
    public long get(Kind kind) {
        return kinds.get(kind.ordinal());
    }

    /** Drops for this reason. Any thread. */
    public long dropped(DropReason reason) {
        return drops.get(reason.ordinal());
    }

    /** The drops that occurred, with {@code more} added. Any thread. */
    public Map<DropReason, Long> drops(Map<DropReason, Long> more) {
        Map<DropReason, Long> counted = new EnumMap<>(DropReason.class);
        for (DropReason reason : REASONS) {
            long count = dropped(reason) + more.getOrDefault(reason, 0L);
            if (count > 0) {
                counted.put(reason, count);
            }
        }
        return Collections.unmodifiableMap(counted);
    }

    void sent(int frameLength) {
        add(Kind.FRAMES_ENCAPSULATED, 1);
        add(Kind.BYTES_ENCAPSULATED, frameLength);
    }

    void received(int frameLength) {
        add(Kind.FRAMES_DECAPSULATED, 1);
        add(Kind.BYTES_DECAPSULATED, frameLength);
    }
}
