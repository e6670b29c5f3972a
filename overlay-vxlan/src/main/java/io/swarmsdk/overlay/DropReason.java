package io.swarmsdk.overlay;

/** Why a frame went no further. Each drop is counted under exactly one reason, see {@link VtepStats#drops()}. */
public enum DropReason {
    /** A datagram too short to hold a VXLAN header. */
    SHORT_HEADER,
    /** A VXLAN header whose I flag is not set, so its network identifier means nothing (RFC 7348, section 5). */
    NO_VNI_FLAG,
    /** A network identifier for which no port is open here. */
    UNKNOWN_VNI,
    /** A frame shorter than an Ethernet header. */
    RUNT_FRAME,
    /** A frame larger than the MTU of the overlay allows. */
    GIANT_FRAME,
    /** A frame with a VLAN tag, which does not belong inside a tunnel (RFC 7348, section 6.1). */
    INNER_VLAN,
    /** A sender address that is zero, a group, or (on a port) not the port's own. */
    BAD_SOURCE,
    /** A frame from a tunnel whose sender address belongs to a port of this endpoint: a loop, or somebody spoofs. */
    LOOPED,
    /** An address that neither a local port nor a forwarding entry has. */
    UNKNOWN_DESTINATION,
    /** A broadcast on a network where nobody else is. */
    NO_AUDIENCE,
    /** A packet for a port that is cut short or contradicts itself. */
    MALFORMED,
    /** An IPv4 or ICMP checksum that does not fit its packet. */
    BAD_CHECKSUM,
    /** An IPv4 packet for another address than the port's. */
    NOT_OWN_ADDRESS,
    /** An echo reply or ARP reply that nobody waits for (any more). */
    UNEXPECTED_REPLY,
    /** A frame for the port's receiver, when the port has none. */
    NO_RECEIVER,
    /** The port's receiver is slower than its traffic, and its queue is full. */
    RECEIVER_BEHIND,
    /** More frames handed to the endpoint than it could send; its inbox or the socket's buffer is full. */
    SENDER_AHEAD,
    /** The operating system refused a datagram: no route, too long for the path, or the socket is closed. */
    SEND_FAILED;

    private static final DropReason[] ALL = values();

    /** This reason as a negative number, for results which are packed with a non-negative value. */
    public int code() {
        return ~ordinal();
    }

    /** The reason for a negative code. */
    public static DropReason ofCode(int code) {
        return ALL[~code];
    }
}
