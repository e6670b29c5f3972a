package io.swarmsdk.overlay;

/**
 * What one virtual network has carried since its first port or entry came.
 *
 * @param vni network identifier
 * @param framesEncapsulated frames sent into tunnels; a broadcast counts once for each tunnel
 * @param bytesEncapsulated bytes of these frames, without the VXLAN header and what is outside it
 * @param framesDecapsulated frames taken out of tunnels and delivered
 * @param bytesDecapsulated bytes of these frames
 * @param framesLocal deliveries from one local port to another
 * @param arpAnswered ARP requests of local ports answered on the spot
 */
public record NetworkStats(
        int vni,
        long framesEncapsulated,
        long bytesEncapsulated,
        long framesDecapsulated,
        long bytesDecapsulated,
        long framesLocal,
        long arpAnswered) {}
