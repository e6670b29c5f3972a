package io.swarmsdk.overlay;

import java.util.Map;

/**
 * What one port has done since it was opened.
 *
 * @param framesIn frames that the switch delivered to the port
 * @param bytesIn bytes of these frames
 * @param framesOut frames that the port handed to the switch
 * @param bytesOut bytes of these frames
 * @param arpAnswered ARP requests for the port's own address that it answered
 * @param echoAnswered ICMP echo requests that it answered
 * @param drops frames that the port itself threw away, by reason; reasons that never occurred are absent
 */
public record PortStats(
        long framesIn,
        long bytesIn,
        long framesOut,
        long bytesOut,
        long arpAnswered,
        long echoAnswered,
        Map<DropReason, Long> drops) {

    /** Frames that the port threw away for this reason. */
    public long dropped(DropReason reason) {
        return drops.getOrDefault(reason, 0L);
    }
}
