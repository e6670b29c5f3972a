package io.swarmsdk.overlay;

import java.util.Map;
import java.util.SortedMap;

/**
 * What a tunnel endpoint has done since it started. Counters are read one after the other while traffic goes on, so
 * two of them may differ by the frames in between.
 *
 * @param datagramsReceived datagrams that came to the socket; each was decapsulated or dropped
 * @param framesEncapsulated frames sent into tunnels; a broadcast counts once for each tunnel
 * @param bytesEncapsulated bytes of these frames, without the VXLAN header and what is outside it
 * @param framesDecapsulated frames taken out of tunnels and delivered
 * @param bytesDecapsulated bytes of these frames
 * @param framesLocal deliveries from one local port to another
 * @param arpAnswered ARP requests answered without the network, by the switch or by the port asked for
 * @param echoAnswered ICMP echo requests that the ports answered
 * @param drops frames dropped, by reason; reasons that never occurred are absent
 * @param networks the same by network identifier, for networks that still have a port or an entry
 */
public record VtepStats(
        long datagramsReceived,
        long framesEncapsulated,
        long bytesEncapsulated,
        long framesDecapsulated,
        long bytesDecapsulated,
        long framesLocal,
        long arpAnswered,
        long echoAnswered,
        Map<DropReason, Long> drops,
        SortedMap<Integer, NetworkStats> networks) {

    /** Frames dropped for this reason. */
    public long dropped(DropReason reason) {
        return drops.getOrDefault(reason, 0L);
    }

    /** All frames dropped. */
    public long dropped() {
        return drops.values().stream().mapToLong(Long::longValue).sum();
    }
}
