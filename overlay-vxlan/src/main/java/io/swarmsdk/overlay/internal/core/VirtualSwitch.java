package io.swarmsdk.overlay.internal.core;

import io.swarmsdk.overlay.DropReason;
import io.swarmsdk.overlay.internal.core.Traffic.Kind;

/**
 * Decides where each frame goes: to local ports, into tunnels, or nowhere. Knows its destinations from the tables and
 * never from traffic. A frame from a tunnel is never sent into a tunnel (split horizon), so no loop can form between
 * endpoints.
 *
 * <p>Belongs to one event loop. Allocates nothing and throws nothing for a frame, whatever it holds.
 */
public final class VirtualSwitch {

    private final Segments segments;
    private final Traffic traffic;
    private final int mtu;

    /** A switch over these tables, for frames that carry at most {@code mtu} bytes behind their Ethernet header. */
    public VirtualSwitch(Segments segments, int mtu) {
        this.segments = segments;
        this.traffic = new Traffic();
        this.mtu = mtu;
    }

    /** What has passed on all networks. */
    public Traffic traffic() {
        return traffic;
    }

    /** A datagram's payload has arrived: VXLAN header, then the frame. */
    public void fromTunnel(FrameBuffer buffer, int datagram, int length, SwitchEffects effects) {
        traffic.add(Kind.DATAGRAMS_RECEIVED, 1);
        int vni = VxlanHeader.decode(buffer, datagram, length);
        if (vni < 0) {
            drop(DropReason.ofCode(vni), effects);
            return;
        }
        Segment segment = segments.find(vni);
        if (segment == null || segment.ports().length == 0) {
            drop(DropReason.UNKNOWN_VNI, effects);
            return;
        }
        int frame = datagram + VxlanHeader.LENGTH;
        int frameLength = length - VxlanHeader.LENGTH;
        if (frameLength < Ethernet.LENGTH) {
            drop(DropReason.RUNT_FRAME, segment, effects);
        } else if (Ethernet.isTag(Ethernet.type(buffer, frame))) {
            drop(DropReason.INNER_VLAN, segment, effects);
        } else if (frameLength > mtu + Ethernet.LENGTH) {
            drop(DropReason.GIANT_FRAME, segment, effects);
        } else {
            deliver(segment, buffer, frame, frameLength, effects);
        }
    }

    private void deliver(Segment segment, FrameBuffer buffer, int frame, int length, SwitchEffects effects) {
        long source = Ethernet.source(buffer, frame);
        if (!Ethernet.isStation(source)) {
            drop(DropReason.BAD_SOURCE, segment, effects);
            return;
        }
        if (segment.localPort(source) >= 0) {
            drop(DropReason.LOOPED, segment, effects);
            return;
        }
        long destination = Ethernet.destination(buffer, frame);
        if (Ethernet.isGroup(destination)) {
            received(segment, length);
            for (int port : segment.ports()) {
                effects.deliverLocal(port, buffer, frame, length);
            }
            return;
        }
        int port = segment.localPort(destination);
        if (port < 0) {
            drop(DropReason.UNKNOWN_DESTINATION, segment, effects);
            return;
        }
        received(segment, length);
        effects.deliverLocal(port, buffer, frame, length);
    }

    /**
     * A local port sends. The buffer is the switch's from here on; there must be {@link VxlanHeader#LENGTH} bytes of
     * room before the frame.
     */
    public void fromPort(int port, int vni, FrameBuffer buffer, int frame, int length, SwitchEffects effects) {
        Segment segment = segments.find(vni);
        if (segment == null) {
            drop(DropReason.UNKNOWN_VNI, effects); // the port closed while its frame was under way
            return;
        }
        int from = frame;
        int size = length;
        if (size >= Ethernet.LENGTH + Ethernet.TAG_LENGTH && Ethernet.isTag(Ethernet.type(buffer, from))) {
            from = Ethernet.stripTag(buffer, from); // RFC 7348, section 6.1
            size -= Ethernet.TAG_LENGTH;
        }
        if (size < Ethernet.LENGTH) {
            drop(DropReason.RUNT_FRAME, segment, effects);
        } else if (Ethernet.isTag(Ethernet.type(buffer, from))) {
            drop(DropReason.INNER_VLAN, segment, effects);
        } else if (size > mtu + Ethernet.LENGTH) {
            drop(DropReason.GIANT_FRAME, segment, effects);
        } else if (segment.localPort(Ethernet.source(buffer, from)) != port) {
            drop(DropReason.BAD_SOURCE, segment, effects);
        } else {
            forward(port, segment, buffer, from, size, effects);
        }
    }

    private void forward(int port, Segment segment, FrameBuffer buffer, int frame, int length, SwitchEffects effects) {
        if (answersArp(segment, buffer, frame, length)) {
            count(Kind.ARP_ANSWERED, segment);
            effects.deliverLocal(port, buffer, frame, length);
            return;
        }
        long destination = Ethernet.destination(buffer, frame);
        if (Ethernet.isGroup(destination)) {
            flood(port, segment, buffer, frame, length, effects);
            return;
        }
        int local = segment.localPort(destination);
        if (local >= 0) {
            count(Kind.FRAMES_LOCAL, segment);
            effects.deliverLocal(local, buffer, frame, length);
            return;
        }
        int vtep = segment.remoteVtep(destination);
        if (vtep < 0) {
            drop(DropReason.UNKNOWN_DESTINATION, segment, effects);
            return;
        }
        int datagram = VxlanHeader.encode(buffer, frame, segment.vni());
        sent(segment, length);
        effects.sendTo(vtep, buffer, datagram, length + VxlanHeader.LENGTH);
    }

    /** Head-end replication: one copy for each endpoint that has a station on this network, and one for each port. */
    private void flood(int from, Segment segment, FrameBuffer buffer, int frame, int length, SwitchEffects effects) {
        int[] ports = segment.ports();
        int[] vteps = segment.floodList();
        if (ports.length <= 1 && vteps.length == 0) {
            drop(DropReason.NO_AUDIENCE, segment, effects);
            return;
        }
        if (vteps.length > 0) {
            int datagram = VxlanHeader.encode(buffer, frame, segment.vni());
            for (int vtep : vteps) {
                sent(segment, length);
                effects.sendTo(vtep, buffer, datagram, length + VxlanHeader.LENGTH);
            }
        }
        for (int port : ports) {
            if (port != from) {
                count(Kind.FRAMES_LOCAL, segment);
                effects.deliverLocal(port, buffer, frame, length);
            }
        }
    }

    /** Turns a request for a known address into its reply, in place. A station that asks for itself gets no answer. */
    private static boolean answersArp(Segment segment, FrameBuffer buffer, int frame, int length) {
        if (Ethernet.type(buffer, frame) != Ethernet.TYPE_ARP || Arp.operation(buffer, frame, length) != Arp.REQUEST) {
            return false;
        }
        long asker = Arp.senderMac(buffer, frame);
        int wanted = Arp.targetIp(buffer, frame);
        long mac = segment.macOf(wanted);
        if (mac < 0 || mac == asker) {
            return false;
        }
        Arp.writeReply(buffer, frame, mac, wanted, asker, Arp.senderIp(buffer, frame));
        return true;
    }

    private void sent(Segment segment, int length) {
        traffic.sent(length);
        segment.traffic().sent(length);
    }

    private void received(Segment segment, int length) {
        traffic.received(length);
        segment.traffic().received(length);
    }

    private void count(Kind kind, Segment segment) {
        traffic.add(kind, 1);
        segment.traffic().add(kind, 1);
    }

    private void drop(DropReason reason, Segment segment, SwitchEffects effects) {
        segment.traffic().drop(reason);
        drop(reason, effects);
    }

    private void drop(DropReason reason, SwitchEffects effects) {
        traffic.drop(reason);
        effects.drop(reason);
    }
}
